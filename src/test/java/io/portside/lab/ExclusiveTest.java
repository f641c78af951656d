package io.portside.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class ExclusiveTest {
  @Test
  void oneAtATime() {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        threads.execute(
            () ->
                Exclusive.run(
                    "of-a-test",
                    () -> {
                      most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                      LockSupport.parkNanos(1_000_000);
                      return inside.decrementAndGet();
                    }));
      }
    }
    assertThat(most).hasValue(1);
    assertThat(inside).hasValue(0);
  }
}
