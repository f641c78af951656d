package io.portside.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** One at a time, among the threads of this process and the processes of this user. */
final class Exclusive {
  /** A file lock holds between processes only; within one it throws instead of waiting. */
  private static final Map<String, ReentrantLock> THREADS = new ConcurrentHashMap<>();

  private Exclusive() {}

  /**
   * Waits for its turn, then works.
   *
   * @param name of what is worked on; letters, digits and hyphens
   */
  static <T> T run(String name, Supplier<T> work) {
    ReentrantLock lock = THREADS.computeIfAbsent(name, _ -> new ReentrantLock());
    lock.lock();
    try (FileChannel file =
            FileChannel.open(file(name), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = file.lock()) {
      assert held.isValid();
      return work.get();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lock.unlock();
    }
  }

  private static Path file(String name) {
    String user = System.getProperty("user.name", "");
    return Path.of(System.getProperty("java.io.tmpdir"), "portside-" + user + "-" + name + ".lock");
  }
}
