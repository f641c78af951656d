package io.portside.plan;

import static io.portside.plan.Plans.DROPIN;
import static io.portside.plan.Plans.OPEN;
import static io.portside.plan.Plans.UNIT;
import static io.portside.plan.Plans.after;
import static io.portside.plan.Plans.apply;
import static io.portside.plan.Plans.plan;
import static io.portside.plan.Plans.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.portside.desired.KeepContainers;
import io.portside.facts.Facts;
import io.portside.facts.RecordedProbe;
import io.portside.problem.ProblemCode;
import io.portside.template.Templates;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hosts that are left alone, with the reason. */
class RefusalTest {
  private static final Planner PLANNER = new Planner(Templates.load(Optional.empty()), false);

  @Test
  void withoutConsentNothingIsOpened() {
    assertThat(refusal(plan(RecordedProbe.of("bookworm"))))
        .containsExactly(ProblemCode.OPEN_WITHOUT_CONSENT);
    assertThat(plan(RecordedProbe.of("bookworm"), "portside_listen: [\"tcp://127.0.0.1:2375\"]"))
        .isInstanceOf(Plan.Apply.class);
  }

  @ParameterizedTest
  @CsvSource({
    "tcp://10.99.0.1:2375, ADDRESS_MISSING",
    "tcp://eth9:2375, ADDRESS_MISSING",
    "tcp://10.99.0.0/16:2375, ADDRESS_MISSING",
    "tcp://0.0.0.0:22, PORT_IN_USE",
    "tcp://127.0.0.1:22, PORT_IN_USE"
  })
  void whatDockerdCouldNotBindIsRefused(String listen, ProblemCode code) {
    assertThat(
            refusal(
                plan(RecordedProbe.of("bookworm"), OPEN, "portside_listen: [\"" + listen + "\"]")))
        .containsExactly(code);
  }

  @Test
  void thePortsOwnerIsNamed() {
    Plan plan = plan(RecordedProbe.of("bookworm"), OPEN, "portside_listen: [\"tcp://0.0.0.0:22\"]");
    assertThat(((Plan.Refuse) plan).problems().getFirst().what()).contains("sshd, pid ");
  }

  @Test
  void aLaterDropInIsRefusedByName() {
    RecordedProbe probe =
        RecordedProbe.of("bookworm")
            .file(
                "/etc/systemd/system/docker.service.d/zz-mine.conf",
                "[Service]\nExecStart=\nExecStart=/usr/sbin/dockerd -H fd://\n");
    Plan plan = plan(probe, OPEN);
    assertThat(refusal(plan)).containsExactly(ProblemCode.DROPIN_OVERRIDDEN);
    assertThat(((Plan.Refuse) plan).problems().getFirst().where()).endsWith("zz-mine.conf");
    assertThat(plan(probe, OPEN, "portside_dropin: \"zz-mine.conf\""))
        .isInstanceOf(Plan.Apply.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"tls": true, "tlscert": "/c"} | regular file  | TLS_IN_USE
          {"hosts": [}                   | regular file  | DAEMON_JSON_INVALID
          {}                             | symbolic link | FILE_NOT_REGULAR
          """)
  void aDaemonJsonThatMustNotBeReplacedIsRefused(String text, String kind, ProblemCode code) {
    assertThat(
            refusal(plan(RecordedProbe.of("bookworm").file(Facts.DAEMON_JSON, kind, text), OPEN)))
        .containsExactly(code);
  }

  @Test
  void tlsGoesOnlyWhereThatIsSaid() {
    RecordedProbe tls =
        RecordedProbe.of("bookworm")
            .file(Facts.DAEMON_JSON, "{\"tlsverify\": true, \"tlskey\": \"/k\"}");
    assertThat(after(apply(tls, OPEN, "portside_tls: \"off\""), Facts.DAEMON_JSON))
        .doesNotContain("tlsverify")
        .doesNotContain("tlskey")
        .contains("\"tls\": false");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /bin/sh -c 'exec dockerd -H fd://'                | EXEC_START_UNKNOWN
          /usr/sbin/dockerd -H fd:// --config-file /x.json  | CONFIG_FILE_ELSEWHERE
          /usr/sbin/dockerd -H fd:// $MORE                  | CONFIG_FILE_ELSEWHERE
          """)
  void aUnitThatCannotBeChangedSafelyIsRefused(String execStart, ProblemCode code) {
    assertThat(
            refusal(
                plan(
                    RecordedProbe.of("bookworm")
                        .file(
                            UNIT,
                            "[Service]\nEnvironment=MORE=--config-file=/x.json\nExecStart="
                                + execStart
                                + "\n"),
                    OPEN)))
        .contains(code);
  }

  @ParameterizedTest
  @CsvSource({
    "snap, DOCKER_SNAP",
    "rootless, DOCKER_ROOTLESS",
    "podman, DOCKER_PODMAN",
    "'', DOCKER_MISSING"
  })
  void aHostWithoutDockerIsNamed(String other, ProblemCode code) {
    RecordedProbe none =
        RecordedProbe.of("bookworm")
            .stopped("inactive", "success", "")
            .with(
                "units",
                "Id=docker.service\nLoadState=not-found\n\nId=docker.socket\nLoadState=not-found")
            .with("dockerd", "")
            .with("other", other);
    assertThat(refusal(plan(none, OPEN))).containsExactly(code);
  }

  @Test
  void withoutRootNothingIsRead() {
    assertThat(refusal(plan(RecordedProbe.of("bookworm").with("uid", "1000"), OPEN)))
        .containsExactly(ProblemCode.NOT_ROOT);
  }

  @Test
  void tlsIsNotReplacedUnderSysvinitEither() {
    RecordedProbe sysvinit = RecordedProbe.of("sysvinit");
    assertThat(refusal(plan(sysvinit.file(Facts.DAEMON_JSON, "{\"tlsverify\": true}"), OPEN)))
        .containsExactly(ProblemCode.TLS_IN_USE);
    assertThat(refusal(plan(sysvinit.file(Facts.DEFAULTS, "DOCKER_OPTS=\"--tlsverify\"\n"), OPEN)))
        .containsExactly(ProblemCode.TLS_IN_USE);
  }

  @Test
  void aDockerThatIsJustStartingIsLeftAlone() {
    RecordedProbe starting = RecordedProbe.of("bookworm").stopped("activating", "success", "");
    assertThat(refusal(plan(starting, OPEN))).containsExactly(ProblemCode.ENGINE_SILENT);
  }

  @Test
  void aBackupThatHasLostAFileIsNotTakenForAnAbsentFile() {
    RecordedProbe probe =
        RecordedProbe.of("bookworm")
            .file(Facts.DAEMON_JSON, "{}")
            .with(
                "backup:previous", "present t1/file-1 4711 644 0:0 " + Facts.DAEMON_JSON + "\nend");
    assertThat(refusal(PLANNER.planRevert(probe.facts(), KeepContainers.AUTO, false)))
        .containsExactly(ProblemCode.BACKUP_INCOMPLETE);
  }

  @Test
  void aBackupThatWasDamagedIsNotPutBack() {
    RecordedProbe probe =
        RecordedProbe.of("bookworm")
            .file(Facts.DAEMON_JSON, "{}")
            .file(Facts.STATE + "/backups/t1/file-1", "{\"debug\": t")
            .with("backup:previous", Plans.backup(Facts.DAEMON_JSON, "{\"debug\": true}"));
    assertThat(refusal(PLANNER.planRevert(probe.facts(), KeepContainers.AUTO, false)))
        .containsExactly(ProblemCode.BACKUP_INCOMPLETE);
  }

  @Test
  void aRecordThatIsCutOffIsNotTakenForAWholeOne() {
    RecordedProbe probe =
        RecordedProbe.of("bookworm").with("backup:original", "absent - - - - " + Facts.DAEMON_JSON);
    assertThat(refusal(PLANNER.planRevert(probe.facts(), KeepContainers.AUTO, false)))
        .containsExactly(ProblemCode.BACKUP_INCOMPLETE);
  }

  @Test
  void goingBackDoesNotOpenWhatWasClosedSince() {
    String open = "{\"hosts\": [\"fd://\", \"tcp://0.0.0.0:2375\"]}";
    String stored = Facts.STATE + "/backups/t1/file-1";
    RecordedProbe closed =
        RecordedProbe.of("bookworm")
            .file(DROPIN, "[Service]\nExecStart=\nExecStart=/usr/sbin/dockerd\n")
            .file(Facts.DAEMON_JSON, "{\"hosts\": [\"fd://\"]}")
            .file(stored, open)
            .with("backup:previous", Plans.backup(Facts.DAEMON_JSON, open));
    assertThat(refusal(PLANNER.planRevert(closed.facts(), KeepContainers.AUTO, false)))
        .containsExactly(ProblemCode.OPEN_WITHOUT_CONSENT);
    assertThat(PLANNER.planRevert(closed.facts(), KeepContainers.AUTO, true))
        .isInstanceOf(Plan.Apply.class);
  }

  @Test
  void ipv6LoopbackIsRefusedWhereThereIsNone() {
    assertThat(
            refusal(plan(RecordedProbe.of("bookworm"), "portside_listen: [\"tcp://[::1]:2375\"]")))
        .containsExactly(ProblemCode.ADDRESS_MISSING);
  }
}
