package io.portside.ssh;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Sends a script on its way without holding up the thread that watches the command: a host that
 * does not read must not defeat the time limit.
 */
final class Feeding {
  private volatile boolean complete;

  private Feeding() {}

  static Feeding none() {
    return new Feeding();
  }

  /**
   * Begins to send.
   *
   * @param end whether the end of stdin follows; on a terminal there is none
   */
  static Feeding start(OutputStream stdin, byte[] payload, boolean end) {
    Feeding feeding = new Feeding();
    Thread _ =
        Thread.ofVirtual().name("portside-feed").start(() -> feeding.feed(stdin, payload, end));
    return feeding;
  }

  /**
   * Sends a line, or gives up at the deadline.
   *
   * @return false where it did not go out; why, and what comes of it, the channel tells
   */
  static boolean type(OutputStream stdin, byte[] line, Deadline deadline)
      throws InterruptedException {
    AtomicBoolean typed = new AtomicBoolean();
    Thread typing =
        Thread.ofVirtual()
            .name("portside-type")
            .start(
                () -> {
                  try {
                    stdin.write(line);
                    stdin.flush();
                    typed.set(true);
                  } catch (IOException e) {
                    // The command ended or the link is lost.
                  }
                });
    return typing.join(deadline.left()) && typed.get();
  }

  /**
   * True where all of the payload went out, so that the script may have begun. Until then it cannot
   * have: the host checks the sum first.
   */
  boolean complete() {
    return complete;
  }

  private void feed(OutputStream stdin, byte[] payload, boolean end) {
    try {
      stdin.write(payload, 0, payload.length - 1);
      // Set before the last byte, so that it is never false of a payload that arrived.
      stdin.flush();
      complete = true;
      stdin.write(payload, payload.length - 1, 1);
      stdin.flush();
      if (end) {
        stdin.close();
      }
    } catch (IOException e) {
      // The command ended or the link is lost: the transcript tells which.
    }
  }
}
