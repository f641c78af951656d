package io.portside.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portside.simulation.SimulatedFleet;
import io.portside.simulation.SimulatedFleet.Script;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program at a real terminal, with as many transactions let through as a test wants. */
@Timeout(900)
class LiveViewIT {
  private static final int HOSTS = 1000;

  @TempDir Path dir;
  private final Semaphore transactions = new Semaphore(0);
  private SimulatedFleet fleet;
  private Path inventory;

  @BeforeEach
  void start() throws IOException {
    fleet = SimulatedFleet.start(dir, this::answer);
    inventory = fleet.inventory(dir, HOSTS, _ -> "");
  }

  @AfterEach
  void stop() throws IOException {
    transactions.release(HOSTS);
    fleet.close();
  }

  private String answer(String host, Script script) {
    if (script == Script.TRANSACTION) {
      transactions.acquireUninterruptibly();
      return host.equals("h0003") ? SimulatedFleet.ROLLED_BACK : "";
    }
    return "";
  }

  private Tmux apply(int columns, int rows, List<String> environment, String... more)
      throws IOException {
    List<String> arguments = new ArrayList<>(List.of("apply", "-i", inventory.toString()));
    arguments.addAll(List.of("--host-key-checking", "off", "--ssh-config", "/dev/null"));
    arguments.addAll(List.of(more));
    return Tmux.run(dir, columns, rows, environment, arguments);
  }

  private static void shows(Tmux tmux, Consumer<List<String>> what) {
    await()
        .atMost(Duration.ofMinutes(5))
        .untilAsserted(
            () -> {
              List<String> lines = tmux.screen();
              try {
                what.accept(lines);
              } catch (AssertionError | NoSuchElementException e) {
                throw new AssertionError(e.getMessage() + " on " + lines, e);
              }
            });
  }

  private static void exits(Tmux tmux, int code) {
    shows(tmux, lines -> assertThat(lines).contains(Tmux.EXITED + code));
  }

  private static boolean matches(List<String> lines, String pattern) {
    return lines.stream().anyMatch(line -> line.matches(pattern));
  }

  @Test
  void aThousandHostsStayReadable() throws Exception {
    try (Tmux tmux = apply(100, 30, List.of())) {
      shows(tmux, lines -> assertThat(lines.getLast()).startsWith("Change these 1000? [y/N]"));
      assertThat(tmux.lines()).contains("h[0001:1000] (1000 hosts):");
      tmux.type("y", "Enter");
      shows(tmux, lines -> assertThat(matches(lines, "batch 1 of 2 .* 0/1 .*")).isTrue());
      transactions.release(101);

      shows(
          tmux,
          lines -> {
            assertThat(matches(lines, "batch 2 of 2  \\[==>.*] +100/999 .* ETA \\d+:\\d\\d"))
                .isTrue();
            assertThat(lines).contains("  100 changed, 1 rolled_back, 50 under way");
            assertThat(matches(lines, "  h0003  rolled_back  start-failed: .*")).isTrue();
            assertThat(matches(lines, "  h\\d{4}  transaction  \\d+ s")).isTrue();
            assertThat(lines).contains("  … and 35 more");
          });
      assertThat(tmux.painted()).contains("\u001b[31m  h0003").doesNotContain("38;5", "38;2");
      assertThat(tmux.lines())
          .anyMatch(line -> line.matches("batch 1 of 2: 1 of 1 in 0:\\d\\d; 1 changed"));

      resizedAndStillInOrder(tmux);
      transactions.release(HOSTS);
      exits(tmux, 1);
      assertThat(tmux.screen())
          .contains("start-failed: h0003")
          .anyMatch(line -> line.startsWith("ok=0 changed=999"))
          .noneMatch(line -> line.contains("under way"));
    }
  }

  /** However it is resized, each line of the view is there once and none is wrapped. */
  private static void resizedAndStillInOrder(Tmux tmux) throws IOException {
    for (int[] size : new int[][] {{40, 12}, {120, 40}, {30, 8}, {100, 30}}) {
      tmux.resize(size[0], size[1]);
      shows(
          tmux,
          lines -> {
            assertThat(lines).hasSizeLessThanOrEqualTo(size[1]);
            assertThat(lines.stream().filter(line -> line.startsWith("batch 2 of 2  "))).hasSize(1);
            assertThat(
                    lines.stream().filter(line -> line.contains("rolled_back, 50 under")).count())
                .isLessThanOrEqualTo(1);
            assertThat(matches(lines, "  … and \\d+ more")).isTrue();
            int from =
                lines.indexOf(
                    lines.stream()
                        .filter(l -> l.startsWith("batch 2 of 2  "))
                        .findFirst()
                        .orElseThrow());
            assertThat(lines.subList(from + 1, lines.size()))
                .allMatch(line -> line.startsWith("  "));
          });
    }
  }

  @Test
  void noChangesNothing() throws Exception {
    try (Tmux tmux = apply(100, 30, List.of(), "-l", "h0001,h0002")) {
      shows(tmux, lines -> assertThat(lines.getLast()).startsWith("Change these 2? [y/N]"));
      assertThat(tmux.lines()).contains("+++ /etc/docker/daemon.json");
      tmux.type("n", "Enter");

      exits(tmux, 1);
      assertThat(tmux.screen())
          .contains("never started: h0001, h0002 (2 hosts): the plan was not agreed to");
      assertThat(fleet.execs("h0001")).isEqualTo(1);
    }
  }

  @Test
  void ctrlCAtTheQuestionEndsItAtOnce() throws Exception {
    try (Tmux tmux = apply(100, 30, List.of(), "-l", "h0001")) {
      shows(tmux, lines -> assertThat(lines.getLast()).startsWith("Change it? [y/N]"));
      tmux.type("C-c");

      exits(tmux, 130);
      assertThat(fleet.execs("h0001")).isEqualTo(1);
    }
  }

  @Test
  void ctrlCLetsHostsUnderWayFinish() throws Exception {
    try (Tmux tmux =
        apply(100, 30, List.of(), "--yes", "-f", "1", "-l", "h0001,h0002,h0003,h0004")) {
      transactions.release();
      shows(tmux, lines -> assertThat(matches(lines, "  h0002  transaction .*")).isTrue());
      tmux.type("C-c");
      shows(tmux, lines -> assertThat(matches(lines, "portside: interrupted: no more.*")).isTrue());
      transactions.release(HOSTS);

      exits(tmux, 130);
      assertThat(tmux.screen())
          .contains("never started: h0003, h0004 (2 hosts): the rollout was interrupted")
          .anyMatch(line -> line.startsWith("ok=0 changed=2"));
    }
  }

  @Test
  void ctrlCTwiceLeavesAtOnce() throws Exception {
    try (Tmux tmux = apply(100, 30, List.of(), "--yes", "-l", "h0001")) {
      shows(tmux, lines -> assertThat(matches(lines, "  h0001  transaction .*")).isTrue());
      tmux.type("C-c");
      shows(tmux, lines -> assertThat(matches(lines, "portside: interrupted: no more.*")).isTrue());
      tmux.type("C-c");

      exits(tmux, 130);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"NO_COLOR=1", "TERM=dumb", "--no-color"})
  void canBeTurnedOff(String how) throws Exception {
    transactions.release(HOSTS);
    boolean option = how.startsWith("--");
    String[] more =
        option
            ? new String[] {how, "-y", "-l", "h0001,h0002"}
            : new String[] {"-y", "-l", "h0001,h0002"};
    try (Tmux tmux = apply(100, 30, option ? List.of() : List.of(how), more)) {
      exits(tmux, 0);
      assertThat(tmux.screen())
          .contains("look at 2 hosts", "batch 1 of 2: 1 host", "batch 2 of 2: 1 host")
          .anyMatch(line -> line.startsWith("h0001  changed"));
      assertThat(how.startsWith("TERM") ? "" : tmux.painted()).doesNotContain("\u001b[3");
    }
  }
}
