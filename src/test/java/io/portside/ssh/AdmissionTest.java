package io.portside.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AdmissionTest {
  private final Admission admission = new Admission();

  private List<Admission.Turn> enter(int count) throws InterruptedException {
    List<Admission.Turn> turns = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      turns.add(admission.enter());
    }
    return turns;
  }

  @Test
  void oneMoreThanThereIsRoomForWaitsUntilOneLeaves() throws Exception {
    List<Admission.Turn> turns = enter(Admission.MOST);
    CompletableFuture<Admission.Turn> next = new CompletableFuture<>();
    Thread waiting =
        Thread.startVirtualThread(
            () -> {
              try {
                next.complete(admission.enter());
              } catch (InterruptedException e) {
                next.completeExceptionally(e);
              }
            });
    while (waiting.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    assertThat(next).isNotDone();
    turns.getFirst().close();
    assertThat(next.get(30, TimeUnit.SECONDS)).isNotNull();
  }

  @Test
  void thoseDroppedTogetherHalveTheRoomOnce() throws Exception {
    List<Admission.Turn> turns = enter(8);
    assertThat(turns.stream().map(Admission.Turn::dropped)).containsOnly(true);
    turns.forEach(Admission.Turn::close);
    assertThat(admission.limit()).isEqualTo(4);
  }

  @Test
  void onlyADropAmongOthersIsTakenForABusySshd() throws Exception {
    try (Admission.Turn alone = admission.enter()) {
      assertThat(alone.dropped()).isFalse();
    }
    Admission other = new Admission();
    try (Admission.Turn first = other.enter()) {
      try (Admission.Turn second = other.enter()) {
        second.succeeded();
      }
      assertThat(first.dropped()).isTrue();
    }
  }

  @Test
  void roomComesBackWithLoginsAndNeverGrowsBeyondTheMost() throws Exception {
    try (Admission.Turn turn = admission.enter()) {
      boolean _ = turn.dropped();
    }
    assertThat(admission.limit()).isEqualTo(1);
    List<Integer> limits = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      try (Admission.Turn turn = admission.enter()) {
        turn.succeeded();
      }
      limits.add(admission.limit());
    }
    assertThat(limits)
        .startsWith(2, 2, 3, 3, 3, 4)
        .endsWith(Admission.MOST)
        .allMatch(limit -> limit <= Admission.MOST);
  }
}
