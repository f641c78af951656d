package io.portside.rollout;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The same for many at once, a virtual thread each.
 *
 * @param most under way at one time
 * @param stopped none is started once this is so; those under way are waited for
 */
record AtOnce(int most, BooleanSupplier stopped) {

  /** Returns when all that were started have ended; they start in their order. */
  <T> void forEach(List<T> all, Consumer<T> work) {
    Semaphore free = new Semaphore(most);
    List<CompletableFuture<Void>> started = new ArrayList<>();
    Executor thread = Thread.ofVirtual().name("host")::start;
    for (T each : all) {
      // Before the thread starts, so that they start in order and a stop is heard at once.
      free.acquireUninterruptibly();
      if (stopped.getAsBoolean()) {
        break;
      }
      started.add(
          CompletableFuture.runAsync(() -> work.accept(each), thread)
              .whenComplete((_, _) -> free.release()));
    }
    started.forEach(CompletableFuture::join);
  }
}
