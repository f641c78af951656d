package io.portside.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.portside.outcome.HostReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunLogTest {
  private static final Instant END = Instant.parse("2026-11-24T02:00:04Z");

  @TempDir Path dir;
  private final List<String> warnings = new ArrayList<>();

  private RunLogs logs() {
    return new RunLogs(dir.resolve("state/portside"));
  }

  private RunLog begin(String id) {
    List<String> names = Stream.concat(Stream.of("large"), hosts()).toList();
    return RunLog.begin(logs(), id, Reports.run(), names, warnings::add);
  }

  /** Of each outcome one, and one with all fields. */
  private static Stream<String> hosts() {
    return Stream.concat(
        Reports.OUTCOMES.stream().map(outcome -> outcome.word()), Stream.of(Reports.FULL.host()));
  }

  @Test
  void tellsHowEveryHostEndedButNoDiffs() throws Exception {
    List<HostReport> hosts = new ArrayList<>(Reports.OUTCOMES.stream().map(Reports::of).toList());
    try (RunLog log = begin("1")) {
      hosts.reversed().forEach(log::hostFinished);
      log.hostFinished(Reports.FULL);
      log.finished(END);
    }

    Path file = logs().all().getFirst();
    LoggedRun read = LoggedRun.read(file);
    assertThat(read.command()).isEqualTo("apply");
    assertThat(read.finished()).contains("2026-11-24T02:00:04Z");
    assertThat(read.hosts().subList(0, hosts.size())).isEqualTo(hosts);
    assertThat(read.hosts().getLast().steps())
        .containsExactly(new HostReport.Step("connect", 61), new HostReport.Step("probe", 120));
    assertThat(read.hosts().getLast().downtimeMs()).isEqualTo(Reports.FULL.downtimeMs());
    assertThat(Files.readString(file)).doesNotContain("tls", "+++");
    assertThat(warnings).isEmpty();
  }

  @Test
  void isForTheOwnerAlone() throws Exception {
    begin("1").close();

    assertThat(Files.getPosixFilePermissions(logs().directory()))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    assertThat(Files.getPosixFilePermissions(logs().all().getFirst()))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void theFiftyLastAreKept() {
    for (int i = 100; i < 160; i++) {
      begin("" + i).close();
    }

    assertThat(logs().all()).hasSize(50).first().isEqualTo(logs().directory().resolve("159.jsonl"));
  }

  @Test
  void aRunThatWasKilledIsReadAsFarAsItGoes() throws Exception {
    try (RunLog log = begin("1")) {
      log.hostFinished(Reports.FULL);
    }
    Path file = logs().all().getFirst();
    Files.writeString(file, Files.readString(file) + "{\"event\": \"host\", \"ho");

    LoggedRun read = LoggedRun.read(file);
    assertThat(read.hosts()).hasSize(1);
    assertThat(EndText.headline(read))
        .isEqualTo("2026-11-24T02:00:00Z  apply  1 host, 0 failed; it did not come to its end");
  }

  @Test
  void whereItCannotBeWrittenThatIsSaidOnce() throws Exception {
    Files.writeString(dir.resolve("state"), "a file");

    try (RunLog log = begin("1")) {
      log.hostFinished(Reports.FULL);
      log.finished(END);
    }

    assertThat(warnings).singleElement().asString().contains("warning: this run is not kept");
  }

  @Test
  void itDoesNotGrowWithoutEnd() throws Exception {
    HostReport large = HostReport.of("large", "a".repeat(1 << 20), Reports.FULL.outcome());
    try (RunLog log = begin("1")) {
      for (int i = 0; i < 20; i++) {
        log.hostFinished(large);
      }
      log.finished(END);
    }

    Path file = logs().all().getFirst();
    assertThat(Files.size(file)).isLessThanOrEqualTo(RunLogs.LONGEST);
    assertThat(LoggedRun.read(file).finished()).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "/x, /x/portside",
    "rel, /home/me/.local/state/portside",
    "'', /home/me/.local/state/portside"
  })
  void isWhereTheUsersStateIs(String state, Path expected) {
    assertThat(RunLogs.of(Map.of("XDG_STATE_HOME", state), Path.of("/home/me")).directory())
        .isEqualTo(expected);
  }
}
