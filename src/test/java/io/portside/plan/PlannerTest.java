package io.portside.plan;

import static io.portside.plan.Plans.DROPIN;
import static io.portside.plan.Plans.OPEN;
import static io.portside.plan.Plans.after;
import static io.portside.plan.Plans.apply;
import static io.portside.plan.Plans.carriedOut;
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
import org.junit.jupiter.params.provider.ValueSource;

class PlannerTest {
  @ParameterizedTest
  @ValueSource(strings = {"bookworm", "trixie", "bullseye", "forky"})
  void opensAStockHost(String host) {
    Plan.Apply plan = apply(RecordedProbe.of(host), OPEN);
    assertThat(plan.files())
        .extracting(FileChange::path)
        .containsExactly(DROPIN, Facts.DAEMON_JSON);
    assertThat(after(plan, Facts.DAEMON_JSON))
        .isEqualTo(
            """
            {
              "hosts": ["fd://", "tcp://0.0.0.0:2375"],
              "tls": false
            }
            """);
    assertThat(after(plan, DROPIN))
        .endsWith(
            """
            [Service]
            ExecStart=
            ExecStart=/usr/sbin/dockerd --containerd=/run/containerd/containerd.sock $DOCKER_OPTS
            """);
    assertThat(plan.reload()).isTrue();
    assertThat(plan.restart()).isTrue();
    assertThat(plan.running()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bookworm", "trixie", "sysvinit", "bullseye", "forky"})
  void aHostThatWasChangedConforms(String host) {
    RecordedProbe probe = RecordedProbe.of(host);
    assertThat(plan(carriedOut(probe, apply(probe, OPEN)), OPEN)).isInstanceOf(Plan.NoOp.class);
  }

  @Test
  void sysvinitNeedsNoDropIn() {
    Plan.Apply plan = apply(RecordedProbe.of("sysvinit"), OPEN);
    assertThat(plan.files()).extracting(FileChange::path).containsExactly(Facts.DAEMON_JSON);
    assertThat(after(plan, Facts.DAEMON_JSON)).contains("unix:///var/run/docker.sock");
    assertThat(plan.reload()).isFalse();
  }

  @Test
  void sysvinitOptionsLoseTheirAddresses() {
    Plan.Apply plan =
        apply(
            RecordedProbe.of("sysvinit")
                .file(
                    Facts.DEFAULTS,
                    """
                    # mine
                    DOCKER_OPTS="--dns 8.8.8.8 -H tcp://0.0.0.0:2375" # ours
                    export http_proxy=x
                    """),
            OPEN);
    assertThat(after(plan, Facts.DEFAULTS))
        .isEqualTo("# mine\nDOCKER_OPTS=\"--dns 8.8.8.8\" # ours\nexport http_proxy=x\n");
    assertThat(plan.files()).extracting(FileChange::path).last().isEqualTo(Facts.DAEMON_JSON);
  }

  @Test
  void otherKeysAndDirectivesStay() {
    Plan.Apply plan =
        apply(
            RecordedProbe.of("bookworm")
                .file(
                    Facts.DAEMON_JSON,
                    "{\n  \"log-driver\": \"local\",\n  \"tlsverify\": false\n}\n")
                .file(DROPIN, "[Service]\nEnvironment=HTTPS_PROXY=http://p:3128\n"),
            OPEN);
    assertThat(after(plan, Facts.DAEMON_JSON))
        .isEqualTo(
            """
            {
              "log-driver": "local",
              "hosts": ["fd://", "tcp://0.0.0.0:2375"],
              "tls": false
            }
            """);
    assertThat(after(plan, DROPIN)).contains("Environment=HTTPS_PROXY=http://p:3128\n");
  }

  @Test
  void addressesInsideDockerOptsAreResolved() {
    Plan.Apply plan =
        apply(
            RecordedProbe.of("bookworm")
                .file(Facts.DEFAULTS, "DOCKER_OPTS=\"-H tcp://0.0.0.0:2375 --dns 8.8.8.8\"\n"),
            OPEN);
    assertThat(after(plan, DROPIN))
        .contains(
            "ExecStart=/usr/sbin/dockerd --containerd=/run/containerd/containerd.sock --dns"
                + " 8.8.8.8\n");
  }

  @Test
  void addressesInTheUnitsOwnEnvironmentAreResolved() {
    Plan.Apply plan =
        apply(
            RecordedProbe.of("bookworm")
                .file(
                    "/etc/systemd/system/docker.service.d/10-opts.conf",
                    """
                    [Service]
                    Environment=A=b "DOCKER_OPTS=-H tcp://0.0.0.0:2375 --dns 8.8.8.8"
                    """),
            OPEN);
    assertThat(after(plan, DROPIN)).contains("containerd.sock --dns 8.8.8.8\n");
  }

  @Test
  void daemonOptionsAreOwned() {
    RecordedProbe probe =
        RecordedProbe.of("bookworm").file(Facts.DAEMON_JSON, "{\"debug\": true}\n");
    Plan.Apply plan =
        apply(probe, OPEN, "portside_daemon_options: {\"debug\": false, \"labels\": [\"a=b\"]}");
    assertThat(after(plan, Facts.DAEMON_JSON))
        .contains("\"debug\": false")
        .contains("\"labels\": [\"a=b\"]");
  }

  @Test
  void containersAreKeptByLiveRestore() {
    LiveRestore forms = apply(RecordedProbe.of("bookworm"), OPEN).liveRestore().orElseThrow();
    assertThat(forms.oldOn()).isEqualTo("{\n  \"live-restore\": true\n}\n");
    assertThat(forms.newOn()).contains("\"hosts\"").contains("\"live-restore\": true");
    assertThat(forms.newOff().orElseThrow()).contains("\"live-restore\": false");
    assertThat(forms.settled().orElseThrow()).doesNotContain("live-restore");
  }

  @Test
  void liveRestoreThatIsWantedStays() {
    LiveRestore forms =
        apply(
                RecordedProbe.of("bookworm"),
                OPEN,
                "portside_daemon_options: {\"live-restore\": true}")
            .liveRestore()
            .orElseThrow();
    assertThat(forms.newOff()).isEmpty();
    assertThat(forms.settled().orElseThrow()).contains("\"live-restore\": true");
  }

  @Test
  void withoutContainersNothingNeedsToBeKept() {
    RecordedProbe idle =
        RecordedProbe.of("bookworm")
            .with("info", i -> i.replace("\"ContainersRunning\":1", "\"ContainersRunning\":0"))
            .with("running", "");
    assertThat(apply(idle, OPEN).keep()).isEqualTo(Keep.IDLE);
    assertThat(apply(idle, OPEN).liveRestore()).isEmpty();
    assertThat(
            apply(RecordedProbe.of("bookworm"), OPEN, "portside_keep_containers: \"off\"").keep())
        .isEqualTo(Keep.NO);
  }

  @Test
  void aSwarmHostIsRefusedWhereContainersMustBeKept() {
    RecordedProbe swarm =
        RecordedProbe.of("bookworm")
            .with(
                "info",
                i -> i.replace("\"LocalNodeState\":\"inactive\"", "\"LocalNodeState\":\"active\""));
    assertThat(refusal(plan(swarm, OPEN, "portside_keep_containers: \"require\"")))
        .containsExactly(ProblemCode.KEEP_IMPOSSIBLE);
    assertThat(apply(swarm, OPEN).keep()).isEqualTo(Keep.NO);
  }

  @Test
  void aMissingDaemonReloadAloneCostsNoRestart() {
    RecordedProbe probe = RecordedProbe.of("bookworm");
    RecordedProbe stale =
        carriedOut(probe, apply(probe, OPEN))
            .with("units", u -> u.replaceFirst("NeedDaemonReload=no", "NeedDaemonReload=yes"));
    Plan.Apply plan = apply(stale, OPEN);
    assertThat(plan.reload()).isTrue();
    assertThat(plan.restart()).isFalse();
    assertThat(plan.files()).isEmpty();
  }

  @Test
  void aWiderListenerThanWantedIsNotConforming() {
    RecordedProbe probe = RecordedProbe.of("bookworm");
    String loopback = "portside_listen: [\"tcp://127.0.0.1:2375\"]";
    assertThat(apply(carriedOut(probe, apply(probe, loopback)), loopback).restart()).isTrue();
  }

  @Test
  void aStoppedDockerIsStarted() {
    RecordedProbe probe = RecordedProbe.of("bookworm");
    RecordedProbe stopped =
        carriedOut(probe, apply(probe, OPEN))
            .stopped("inactive", "success", "")
            .with("listeners:ss", "");
    Plan.Apply plan = apply(stopped, OPEN);
    assertThat(plan.restart()).isTrue();
    assertThat(plan.active()).isFalse();
    assertThat(plan.files()).isEmpty();
  }

  @Test
  void namedAddressesAreResolvedOnTheHost() {
    assertThat(
            after(
                apply(
                    RecordedProbe.of("bookworm"),
                    OPEN,
                    "portside_listen: [\"tcp://docker0:2375\", \"tcp://172.16.0.0/12:2376\"]"),
                Facts.DAEMON_JSON))
        .contains("[\"fd://\", \"tcp://172.18.0.1:2375\", \"tcp://172.17.0.2:2376\"]");
  }

  @Test
  void revertPutsBackAndTakesHostsAwayFirst() {
    RecordedProbe probe = RecordedProbe.of("bookworm");
    RecordedProbe changed =
        carriedOut(probe, apply(probe, OPEN))
            .with(
                "backup:previous",
                "nodir - - - - /etc/systemd/system/docker.service.d\nabsent - - - - "
                    + DROPIN
                    + "\nabsent - - - - "
                    + Facts.DAEMON_JSON
                    + "\nend");
    Planner planner = new Planner(Templates.load(Optional.empty()), false);
    Plan plan = planner.planRevert(changed.facts(), KeepContainers.AUTO, false);
    assertThat(plan).isInstanceOf(Plan.Apply.class);
    Plan.Apply apply = (Plan.Apply) plan;
    assertThat(apply.files())
        .extracting(FileChange::path)
        .containsExactly(Facts.DAEMON_JSON, DROPIN);
    assertThat(apply.files()).allSatisfy(f -> assertThat(f.after()).isEmpty());
    assertThat(apply.removeDirs()).containsExactly("/etc/systemd/system/docker.service.d");
    assertThat(planner.planRevert(probe.facts(), KeepContainers.AUTO, false))
        .isInstanceOf(Plan.NoOp.class);
  }

  @Test
  void revertDoesNotBringBackWhatKeptDockerFromStarting() {
    RecordedProbe conflict =
        RecordedProbe.of("bookworm").file(Facts.DAEMON_JSON, "{\"hosts\": [\"fd://\"]}");
    RecordedProbe fixed =
        carriedOut(conflict, apply(conflict, OPEN))
            .file(Facts.DAEMON_JSON, "{\"hosts\": [\"fd://\"]}")
            .with("backup:previous", "absent - - - - " + DROPIN + "\nend");
    assertThat(
            refusal(
                new Planner(Templates.load(Optional.empty()), false)
                    .planRevert(fixed.facts(), KeepContainers.AUTO, false)))
        .containsExactly(ProblemCode.FLAG_FILE_CONFLICT);
  }

  @Test
  void aPausedContainerIsKeptToo() {
    RecordedProbe paused =
        RecordedProbe.of("bookworm")
            .with(
                "info",
                i ->
                    i.replace("\"ContainersRunning\":1", "\"ContainersRunning\":0")
                        .replace("\"ContainersPaused\":0", "\"ContainersPaused\":1"))
            .with("running", "");
    assertThat(apply(paused, OPEN).keep()).isEqualTo(Keep.YES);
  }

  @Test
  void liveRestoreThatGoesOffStillKeepsContainers() {
    RecordedProbe on =
        RecordedProbe.of("bookworm")
            .with(
                "info",
                i -> i.replace("\"LiveRestoreEnabled\":false", "\"LiveRestoreEnabled\":true"))
            .file(Facts.DAEMON_JSON, "{\"live-restore\": true}");
    LiveRestore forms =
        apply(on, OPEN, "portside_daemon_options: {\"live-restore\": false}")
            .liveRestore()
            .orElseThrow();
    assertThat(forms.newOn()).contains("\"live-restore\": true");
    assertThat(forms.oldOff()).isEmpty();
    assertThat(apply(on, OPEN).liveRestore()).isEmpty();
  }

  @Test
  void hostsThatTheRunningDaemonHasNotReadAreLeftOutOfItsReload() {
    RecordedProbe edited =
        RecordedProbe.of("bookworm")
            .file(Facts.DAEMON_JSON, "{\"hosts\": [\"tcp://0.0.0.0:2375\"]}");
    assertThat(apply(edited, OPEN).liveRestore().orElseThrow().oldOn()).doesNotContain("hosts");
  }

  @Test
  void aTransactionThatWasCutOffIsEndedBeforeAnythingElse() {
    RecordedProbe cutOff =
        RecordedProbe.of("bookworm").with("journal", "begin t1 now me\nstep place\n");
    assertThat(plan(cutOff, OPEN))
        .isInstanceOfSatisfying(
            Plan.Recover.class,
            recover -> assertThat(recover.unfinished().lastStep()).isEqualTo("place"));
    assertThat(plan(cutOff.with("lock", "me, pid 7"), OPEN)).isInstanceOf(Plan.Apply.class);
  }

  @Test
  void ipv6IsWrittenAsToolsWriteIt() {
    String loopback = "portside_listen: [\"tcp://[::1]:2375\"]";
    RecordedProbe probe =
        RecordedProbe.of("bookworm")
            .with("addresses", a -> a + "\n1: lo    inet6 ::1/128 scope host lo");
    Plan.Apply plan = apply(probe, loopback);
    assertThat(after(plan, Facts.DAEMON_JSON)).contains("\"tcp://[::1]:2375\"");
    RecordedProbe done =
        carriedOut(probe, plan)
            .with(
                "listeners:ss",
                "LISTEN 0 4096 [::1]:2375 [::]:* users:((\"dockerd\",pid=97,fd=9))");
    assertThat(plan(done, loopback)).isInstanceOf(Plan.NoOp.class);
  }

  @Test
  void aSocketThatDockerdHasReplacedBeginsAnew() {
    RecordedProbe byHand =
        RecordedProbe.of("bookworm")
            .file(Facts.DAEMON_JSON, "{\"hosts\": [\"unix:///var/run/docker.sock\"]}")
            .with("cmdline", "/usr/sbin/dockerd");
    assertThat(apply(byHand, OPEN).renewSocket()).isTrue();
    assertThat(apply(RecordedProbe.of("bookworm"), OPEN).renewSocket()).isFalse();
  }
}
