package io.portside.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import io.portside.facts.Facts;
import io.portside.facts.RecordedProbe;
import io.portside.problem.ProblemCode;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiagnosisTest {
  private static final String OPEN = "{\"hosts\": [\"fd://\", \"tcp://0.0.0.0:2375\"]}\n";
  private static final String DROPIN = "/etc/systemd/system/docker.service.d/override.conf";

  private static RecordedProbe stock() {
    return RecordedProbe.of("bookworm");
  }

  private static RecordedProbe open() {
    return stock()
        .file(Facts.DAEMON_JSON, OPEN)
        .file(DROPIN, "[Service]\nExecStart=\nExecStart=/usr/sbin/dockerd\n");
  }

  private static List<ProblemCode> codes(RecordedProbe probe) {
    return findings(probe).stream().map(Finding::code).toList();
  }

  private static List<Finding> findings(RecordedProbe probe) {
    List<Finding> findings = Diagnosis.of(probe.facts(), Set.of(2375));
    assertThat(findings)
        .allSatisfy(
            f -> assertThat(List.of(f.what(), f.proof(), f.mend())).noneMatch(String::isBlank));
    return findings;
  }

  private static Finding only(RecordedProbe probe, ProblemCode code) {
    assertThat(findings(probe)).extracting(Finding::code).containsExactly(code);
    return findings(probe).getFirst();
  }

  @Test
  void aHealthyHostHasNoFindings() {
    assertThat(codes(open())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bookworm", "trixie", "sysvinit", "bullseye", "forky"})
  void aStockHostWasNeverTold(String host) {
    only(RecordedProbe.of(host), ProblemCode.NO_TCP_ENDPOINT);
  }

  @Test
  void hostsInUnitAndFileConflict() {
    Finding finding = only(stock().file(Facts.DAEMON_JSON, OPEN), ProblemCode.FLAG_FILE_CONFLICT);
    assertThat(finding.proof()).contains("docker.service has -H fd://").contains("tcp://0.0.0.0");
  }

  @Test
  void hostsInsideDockerOptsConflictToo() {
    Finding finding =
        only(
            open()
                .file(DROPIN, "[Service]\nExecStart=\nExecStart=/usr/sbin/dockerd $DOCKER_OPTS\n")
                .file(Facts.DEFAULTS, "DOCKER_OPTS=\"-H tcp://0.0.0.0:2375\"\n"),
            ProblemCode.FLAG_FILE_CONFLICT);
    assertThat(finding.proof()).contains(DROPIN);
  }

  @Test
  void sysvinitOptionsConflictToo() {
    Finding finding =
        only(
            RecordedProbe.of("sysvinit")
                .file(Facts.DAEMON_JSON, OPEN)
                .file(Facts.DEFAULTS, "DOCKER_OPTS='-H tcp://0.0.0.0:2375'\n"),
            ProblemCode.FLAG_FILE_CONFLICT);
    assertThat(finding.proof()).contains(Facts.DEFAULTS);
  }

  @Test
  void badJsonIsNamedByLineWithItsText() {
    Finding finding =
        only(
            open().file(Facts.DAEMON_JSON, "{\n  \"hosts\": [\"fd://\"],\n}\n"),
            ProblemCode.DAEMON_JSON_INVALID);
    assertThat(finding.what()).contains("line 3");
    assertThat(finding.proof()).startsWith("line 3: } (");
  }

  @Test
  void thePortsOwnerIsNamed() {
    Finding finding =
        only(
            open()
                .with(
                    "listeners:ss",
                    "LISTEN 0 5 0.0.0.0:2375 0.0.0.0:* users:((\"python3\",pid=7,fd=3))"),
            ProblemCode.PORT_IN_USE);
    assertThat(finding.proof()).isEqualTo("python3, pid 7");
  }

  @Test
  void defaultsThatSystemdDoesNotReadAreNamed() {
    RecordedProbe edited =
        RecordedProbe.of("bookworm")
            .file(
                "/lib/systemd/system/docker.service",
                "[Service]\nExecStart=/usr/bin/dockerd -H fd://\n")
            .file(Facts.DEFAULTS, "DOCKER_OPTS=\"-H tcp://0.0.0.0:2375\"\n");
    Finding finding = only(edited, ProblemCode.DEFAULTS_IGNORED);
    assertThat(finding.proof()).contains("DOCKER_OPTS=\"-H tcp://0.0.0.0:2375\"");
  }

  @Test
  void aMissingReloadIsNamedWithItsDropIns() {
    Finding finding =
        only(
            open()
                .with("units", u -> u.replaceFirst("NeedDaemonReload=no", "NeedDaemonReload=yes")),
            ProblemCode.DAEMON_RELOAD_MISSING);
    assertThat(finding.proof()).contains(DROPIN);
  }

  @Test
  void aStoppedDockerIsNamed() {
    only(open().stopped("inactive", "success", ""), ProblemCode.DOCKER_STOPPED);
  }

  @Test
  void aFailedDockerGivesItsOwnReason() {
    Finding finding =
        only(
            open().stopped("failed", "exit-code", "failed to start daemon: because\n"),
            ProblemCode.DOCKER_FAILED);
    assertThat(finding.proof()).isEqualTo("failed to start daemon: because");
  }

  @Test
  void theStartLimitIsNamed() {
    Finding finding =
        only(open().stopped("failed", "start-limit-hit", ""), ProblemCode.START_LIMIT_HIT);
    assertThat(finding.proof()).isEqualTo("Result=start-limit-hit");
  }

  @Test
  void whatBlocksFirstComesFirst() {
    assertThat(
            codes(
                stock()
                    .file(Facts.DAEMON_JSON, "{\"hosts\": [\"fd://\"]}")
                    .stopped("failed", "exit-code", "failed to start daemon: x")))
        .containsExactly(
            ProblemCode.FLAG_FILE_CONFLICT, ProblemCode.DOCKER_FAILED, ProblemCode.NO_TCP_ENDPOINT);
  }
}
