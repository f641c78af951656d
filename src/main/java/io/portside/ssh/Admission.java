package io.portside.ssh;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets as many logins be under way at one sshd as it takes. A stock one drops some connections,
 * with no word, when ten others are not logged in yet (sshd_config(5), MaxStartups 10:30:100).
 * Where some are dropped, there are half as many from then on, and one more after each round
 * without.
 */
final class Admission {
  static final int MOST = 10;

  private final ReentrantLock lock = new ReentrantLock(true);
  private final Condition room = lock.newCondition();
  private final Set<Turn> underWay = new HashSet<>();
  private int limit = MOST;
  private int round;
  private int loggedIn;

  /** Waits until there is room for one more. */
  Turn enter() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (underWay.size() >= limit) {
        room.await();
      }
      Turn turn = new Turn(round);
      underWay.add(turn);
      if (underWay.size() > 1) {
        underWay.forEach(each -> each.crowded = true);
      }
      return turn;
    } finally {
      lock.unlock();
    }
  }

  /** For tests and curious people. */
  int limit() {
    lock.lock();
    try {
      return limit;
    } finally {
      lock.unlock();
    }
  }

  /** One login. */
  final class Turn implements AutoCloseable {
    private final int began;
    private boolean crowded;

    private Turn(int began) {
      this.began = began;
    }

    /** The sshd took it. */
    void succeeded() {
      lock.lock();
      try {
        loggedIn++;
        underWay.forEach(each -> each.crowded = true);
        if (loggedIn >= limit && limit < MOST) {
          limit++;
          loggedIn = 0;
          room.signalAll();
        }
      } finally {
        lock.unlock();
      }
    }

    /**
     * The sshd dropped it. Those that were dropped together count as one.
     *
     * @return others were under way or got through meanwhile: so the sshd is busy and not dead
     */
    boolean dropped() {
      lock.lock();
      try {
        if (began == round) {
          round++;
          limit = Math.max(1, Math.min(limit, underWay.size()) / 2);
          loggedIn = 0;
        }
        return crowded;
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void close() {
      lock.lock();
      try {
        underWay.remove(this);
        room.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }
}
