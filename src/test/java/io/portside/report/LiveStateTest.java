package io.portside.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.portside.outcome.HostReport;
import io.portside.outcome.Outcome;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveStateTest {
  private static final long SECOND = 1_000_000_000L;

  private final LiveState state = new LiveState();

  @Test
  void tellsWhenTheBatchMayBeThrough() {
    state.part("batch 2 of 3", 40, 0, 0);
    for (int i = 0; i < 10; i++) {
      state.step("web" + i, "transaction", 0);
      state.finished(HostReport.of("web" + i, "a", new Outcome.Changed(List.of())));
    }
    state.step("web10", "probe", 18 * SECOND);

    assertThat(texts(24, 80, 20 * SECOND))
        .containsExactly(
            "batch 2 of 3  [======>                 ]  10/40  0:20, ETA 1:00",
            "  10 changed, 1 under way",
            "  web10  probe  2 s");
  }

  @ParameterizedTest
  @CsvSource({
    "63, 'batch 2 of 3  [======>                 ]  10/40  0:20, ETA 1:00'",
    "50, 'batch 2 of 3  [==>        ]  10/40  0:20, ETA 1:00'",
    "40, 'batch 2 of 3  10/40  0:20, ETA 1:00'",
    "20, 'batch 2 of 3  10/40  0:20, ETA 1:00'"
  })
  void inANarrowTerminalTheBarGivesWayToTheFigures(int columns, String expected) {
    state.part("batch 2 of 3", 40, 10, 0);

    assertThat(texts(24, columns, 20 * SECOND).getFirst()).isEqualTo(expected);
  }

  @Test
  void aHostHeardOfOnceMoreHasFailedAfterAll() {
    state.part("batch 1 of 2", 1, 0, 0);
    state.step("web1", "transaction", 0);
    state.finished(HostReport.of("web1", "a", new Outcome.Changed(List.of())));
    state.finished(HostReport.of("web1", "a", Outcome.failed(Reports.LOST)));

    assertThat(texts(24, 80, SECOND))
        .containsExactly(
            "batch 1 of 2  [========================]  1/1  0:01",
            "  1 failed, 0 under way",
            "  web1  failed  connection-lost: the link broke");
  }

  @ParameterizedTest
  @CsvSource({"2", "3", "5", "10", "24", "60"})
  void hasNoMoreLinesThanThereIsRoomFor(int height) {
    state.part("batch 2 of 2", 1000, 0, 0);
    for (int i = 0; i < 500; i++) {
      state.step("web" + i, "transaction", 0);
      state.finished(HostReport.of("web" + i, "a", Outcome.failed(Reports.LOST)));
    }
    for (int i = 500; i < 550; i++) {
      state.step("web" + i, "transaction", 0);
    }

    assertThat(texts(height, 80, SECOND)).hasSizeLessThanOrEqualTo(height);
  }

  @Test
  void nothingAHostSaidReachesTheTerminalUncleaned() {
    String evil = "a\u001b[2J\r\nb\u202ec\u009bd\u0007";
    state.part("look", 2, 0, 0);
    state.step(evil, evil, 0);
    state.finished(
        HostReport.of(
            evil + "2", evil, Outcome.failed(Problem.of(ProblemCode.LOCKED, evil, evil))));

    assertThat(texts(24, 80, SECOND)).allMatch(line -> line.matches("[ -~]*"));
  }

  @ParameterizedTest
  @CsvSource({"web1, 9, web1", "web1, 4, web1", "web1, 3, we…", "日本語, 6, 日本語", "日本語, 5, 日本…"})
  void linesAreCutToTheColumnsThatThereAre(String text, int columns, String expected) {
    assertThat(LiveLine.plain(text).cut(columns)).isEqualTo(expected);
  }

  private List<String> texts(int rows, int columns, long now) {
    return state.lines(new TerminalSize(rows, columns), now).stream().map(LiveLine::text).toList();
  }
}
