package io.portside.cli;

import java.util.concurrent.CountDownLatch;

/**
 * Ctrl-C and SIGTERM while it is open: what is under way is told to stop, and the program does not
 * end before it has, with its report written.
 */
final class Interruption implements AutoCloseable {
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook;

  Interruption(Runnable stop) {
    hook =
        new Thread(
            () -> {
              stop.run();
              try {
                ended.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "interruption");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  @Override
  public void close() {
    ended.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return; // The program is ending, and the hook may now end too.
    }
  }
}
