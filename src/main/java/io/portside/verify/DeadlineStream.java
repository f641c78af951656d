package io.portside.verify;

import java.io.FilterInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** A socket's input up to a deadline: a peer that sends a byte now and then gains nothing by it. */
final class DeadlineStream extends FilterInputStream {
  private final Socket socket;
  private final Deadline deadline;
  private final int silence;

  DeadlineStream(Socket socket, Deadline deadline, Duration silence) throws IOException {
    super(socket.getInputStream());
    this.socket = socket;
    this.deadline = deadline;
    this.silence = (int) Math.min(silence.toMillis(), Integer.MAX_VALUE);
  }

  @Override
  public int read() throws IOException {
    socket.setSoTimeout(Math.min(deadline.millisLeft(), silence));
    return super.read();
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    socket.setSoTimeout(Math.min(deadline.millisLeft(), silence));
    return super.read(bytes, offset, length);
  }

  /** A moment after which nothing may go on. */
  record Deadline(long nanoTime) {
    static Deadline after(Duration duration) {
      return new Deadline(System.nanoTime() + duration.toNanos());
    }

    /** At least 1: to a socket, 0 means for ever. */
    int millisLeft() throws SocketTimeoutException {
      long left = (nanoTime - System.nanoTime()) / 1_000_000;
      if (left < 1) {
        throw new SocketTimeoutException("the deadline has passed");
      }
      return (int) Math.min(left, Integer.MAX_VALUE);
    }
  }
}
