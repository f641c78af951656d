package io.portside.ssh;

import io.portside.inventory.Secret;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Lets many hosts share one terminal: a question waits until the one before it is answered. */
final class OneAtATime implements Asker {
  private final Asker asker;
  private final ReentrantLock lock = new ReentrantLock();

  OneAtATime(Asker asker) {
    this.asker = asker;
  }

  @Override
  public Optional<Secret> secret(String question) {
    lock.lock();
    try {
      return asker.secret(question);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Optional<Boolean> confirm(String question) {
    lock.lock();
    try {
      return asker.confirm(question);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void tell(String news) {
    lock.lock();
    try {
      asker.tell(news);
    } finally {
      lock.unlock();
    }
  }
}
