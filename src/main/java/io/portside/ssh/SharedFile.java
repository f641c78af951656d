package io.portside.ssh;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A text file that several processes append to, held alone until it is closed: by a lock of the
 * file between processes, and one of our own between threads, which share the file's.
 */
final class SharedFile implements AutoCloseable {
  private static final ReentrantLock THREADS = new ReentrantLock();

  private final Path file;
  private final FileChannel channel;
  private final FileLock lock;
  private String text;

  private SharedFile(Path file, FileChannel channel) throws IOException {
    this.file = file;
    this.channel = channel;
    this.lock = channel.lock();
    this.text = read(channel);
  }

  /** Waits for the others. Makes the file, and its folder for the user alone, where missing. */
  static SharedFile open(Path file) throws IOException {
    THREADS.lock();
    FileChannel channel = null;
    try {
      Path directory = file.toAbsolutePath().getParent();
      if (directory != null && !Files.exists(directory)) {
        Files.createDirectories(
            directory,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      return new SharedFile(file, channel);
    } catch (IOException | RuntimeException e) {
      if (channel != null) {
        channel.close();
      }
      THREADS.unlock();
      throw e;
    }
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
    while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) > 0) {
      // Until all is read, or the file has become shorter.
    }
    return new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1);
  }

  /**
   * What is in a file that exists, one char per byte, when no thread of ours holds it: reading it
   * would cost that one the lock.
   */
  static String read(Path file) throws IOException {
    THREADS.lock();
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } finally {
      THREADS.unlock();
    }
  }

  /** What is in the file, one char per byte. */
  String text() {
    return text;
  }

  /**
   * Adds a line, in one write at whatever is the end of the file then, as ssh takes no lock. After
   * that the lock is gone: a process loses it by closing the file, however often it has it open.
   */
  void append(String line) throws IOException {
    String whole = (text.isEmpty() || text.endsWith("\n") ? "" : "\n") + line + "\n";
    try (FileChannel end = FileChannel.open(file, StandardOpenOption.APPEND)) {
      end.write(ByteBuffer.wrap(whole.getBytes(StandardCharsets.UTF_8)));
    }
    text += whole;
  }

  @Override
  public void close() throws IOException {
    try {
      if (lock.isValid()) {
        lock.release();
      }
      channel.close();
    } finally {
      THREADS.unlock();
    }
  }
}
