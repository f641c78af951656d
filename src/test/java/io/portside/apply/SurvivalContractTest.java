package io.portside.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.portside.facts.Facts;
import io.portside.plan.FileChange;
import io.portside.plan.Plan;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The transaction where the world around it is not as it should be. */
class SurvivalContractTest extends ScriptContract {
  private static final String ORIGINAL = "/var/lib/portside/original";

  private void committed(Plan.Apply plan, FakeHost.Run run) throws Exception {
    assertThat(run.result()).as(run.cause()).isEqualTo("committed");
    for (FileChange file : plan.files()) {
      assertThat(host.read(file.path())).isEqualTo(file.after().orElseThrow());
    }
  }

  @Test
  void aControllerThatIsGoneDoesNotStopIt() throws Exception {
    Plan.Apply plan = plan();
    FakeHost.Running run = host.startTransaction(data(plan)).send();
    assertThat(run.process().getInputStream().readNBytes(20)).hasSize(20);
    run.process().getInputStream().close();
    assertThat(run.process().waitFor()).isZero();
    assertThat(journal()).endsWith("end committed\n");
    assertThat(host.read(Facts.DAEMON_JSON)).contains("tcp://0.0.0.0:2375");
  }

  @Test
  void signalsDoNotStopIt() throws Exception {
    host.set("hook", "for s in HUP PIPE INT TERM; do kill -$s \"$(cat \"$FAKE/shell\")\"; done\n");
    Plan.Apply plan = plan();
    FakeHost.Running run = host.startTransaction(data(plan));
    host.set("shell", Long.toString(run.process().pid()));
    committed(plan, run.send().end());
  }

  @Test
  void withoutSsNetstatFindsTheListener() throws Exception {
    Plan.Apply plan = plan();
    committed(plan, host.without("ss").transaction(data(plan)));
  }

  @Test
  void withoutSsAndNetstatTheKernelTellsTheListener() throws Exception {
    host.listensInProc("0947");
    String data = data(plan());
    FakeHost.Run run = host.without("ss").without("netstat").transaction(data);
    assertThat(run.result()).as(run.cause()).isEqualTo("committed");
  }

  @Test
  void aListenerOfAnotherPortIsNotTheOneWanted() throws Exception {
    host.listensInProc("0948");
    host.set("impatient", "");
    String data = data(plan());
    FakeHost.Run run = host.without("ss").without("netstat").transaction(data);
    assertThat(run.cause()).startsWith("not-listening ");
  }

  @Test
  void withoutAnHttpClientDockerAsks() throws Exception {
    Plan.Apply plan = plan();
    committed(plan, host.without("curl").transaction(data(plan)));
    assertThat(host.events()).anyMatch(e -> e.startsWith("docker -H tcp://127.0.0.1:2375 version"));
  }

  @Test
  void withoutTimeoutItStillCommits() throws Exception {
    host.container("c0ffee");
    Plan.Apply plan = plan();
    FakeHost.Run run = host.without("timeout").transaction(data(plan));
    assertThat(run.result()).as(run.cause()).isEqualTo("committed");
  }

  @Test
  void withoutFlockNothingIsTouched() throws Exception {
    String data = data(plan());
    FakeHost.Run run = host.without("flock").transaction(data);
    assertThat(run.result()).isEqualTo("untouched");
    assertThat(run.cause()).startsWith("tool-missing ");
  }

  @Test
  void aLockThatCannotBeWrittenIsNamed() throws Exception {
    host.put(Facts.STATE + "/lock/x", "");
    FakeHost.Run run = apply();
    assertThat(run.result()).isEqualTo("untouched");
    assertThat(run.cause()).startsWith("state-unwritable ");
  }

  @Test
  void aFileThatCannotBeWrittenIsNamedAndNothingIsLeft() throws Exception {
    host.put("/etc/docker/.portside-daemon.json/x", "");
    Map<String, String> before = host.tree();
    FakeHost.Run run = apply();
    assertThat(run.result()).isEqualTo("untouched");
    assertThat(run.cause()).startsWith("not-writable ");
    assertThat(host.changedSince(before)).isEmpty();
  }

  @Test
  void aDockerdThatIsNotOnThePathIsNotAskedToValidate() throws Exception {
    host.without("dockerd");
    Plan.Apply plan = plan();
    assertThat(plan.dockerd()).isEmpty();
    committed(plan, host.transaction(data(plan)));
  }

  @Test
  void withoutSystemdTheServiceCommandRestarts() throws Exception {
    host.sysvinit();
    Plan.Apply plan = plan();
    committed(plan, host.transaction(data(plan)));
    assertThat(host.events())
        .filteredOn(e -> e.matches("(service|systemctl) .*"))
        .containsExactly("service docker stop", "service docker start");
  }

  @Test
  void aStoppedDockerIsStarted() throws Exception {
    host.stopped();
    Plan.Apply plan = plan();
    assertThat(plan.active()).isFalse();
    committed(plan, host.transaction(data(plan)));
    assertThat(host.seen()).hasSize(1);
  }

  @Test
  void aContainerStartedSinceTheProbeStopsIt() throws Exception {
    String data = data(plan());
    host.container("c0ffee");
    Map<String, String> before = host.tree();
    FakeHost.Run run = host.transaction(data);
    assertThat(run.result()).isEqualTo("untouched");
    assertThat(run.cause()).startsWith("changed-meanwhile ");
    assertThat(host.changedSince(before)).isEmpty();
  }

  @Test
  void theOriginalIsForgottenOnlyWhereTheFilesAreBack() throws Exception {
    host.set("impatient", "");
    host.set("refused", "\"hosts\"");
    assertThat(host.transaction(data(plan())).result()).isEqualTo("rolled-back");
    assertThat(host.at(ORIGINAL)).doesNotExist();
    host.put(Facts.DAEMON_JSON, "{}\n");
    host.set("mv-fails", Facts.DAEMON_JSON);
    assertThat(host.transaction(data(plan())).result()).isEqualTo("rollback-failed");
    assertThat(host.at(ORIGINAL)).exists();
  }
}
