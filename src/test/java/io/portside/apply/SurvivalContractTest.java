package io.portside.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.portside.desired.KeepContainers;
import io.portside.facts.Facts;
import io.portside.plan.FileChange;
import io.portside.plan.Plan;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
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
    untouched(host.transaction(data), before, "changed-meanwhile");
  }

  @Test
  void theOriginalIsForgottenOnlyWhereTheFilesAreBack() throws Exception {
    host.set("impatient", "");
    host.set("refused", "\"hosts\"");
    assertThat(host.transaction(data(plan())).result()).isEqualTo("rolled-back");
    assertThat(host.at(ORIGINAL)).doesNotExist();
    host.put(Facts.DAEMON_JSON, "{}\n");
    host.set("hook", "printf %s " + Facts.DAEMON_JSON + " >\"$FAKE/mv-fails\"\n");
    assertThat(host.transaction(data(plan())).result()).isEqualTo("rollback-failed");
    assertThat(host.at(ORIGINAL)).exists();
  }

  @Test
  void aRevertThatFailsBothWaysKeepsTheOriginal() throws Exception {
    host.put(Facts.DAEMON_JSON, "{\"debug\": true}\n");
    assertThat(apply().result()).isEqualTo("committed");
    String original = host.read(ORIGINAL);
    Plan back = PLANNER.planRevert(host.facts(Scripts.Backup.ORIGINAL), KeepContainers.AUTO, true);
    host.set("impatient", "");
    host.set("refused", "\"debug\"");
    assertThat(host.transaction(data((Plan.Apply) back)).result()).isEqualTo("rollback-failed");
    assertThat(host.read(ORIGINAL)).isEqualTo(original);
  }

  // The shell dies in the moment in which docker restarts; what else happens then is shell, too.
  private void die(String more) throws Exception {
    host.set("hook", "rm \"$FAKE/hook\"; kill -KILL \"$(cat \"$FAKE/shell\")\"\n" + more);
    FakeHost.Running run = host.startTransaction(data(plan()));
    host.set("shell", Long.toString(run.process().pid()));
    assertThat(run.send().end().exit()).isNotZero();
  }

  @Test
  void aTransactionThatDiesIsUndoneByItsGuard() throws Exception {
    host.put(Facts.DAEMON_JSON, "{}\n");
    Map<String, String> before = host.tree();
    die("");
    awaitRolledBack();
    assertThat(host.changedSince(before)).isEmpty();
    assertThat(facts().unfinished()).isEmpty();
  }

  private void awaitRolledBack() throws IOException {
    while (!journal().endsWith("end rolled-back\n")) { // the time-out of the class ends this
      Thread.onSpinWait();
    }
  }

  @Test
  void aDockerThatIsDownIsStartedByTheGuard() throws Exception {
    host.container("c0ffee").put(Facts.DAEMON_JSON, "{}\n");
    Map<String, String> before = host.tree();
    die("rm \"$FAKE/running\"; exit 1\n");
    awaitRolledBack();
    assertThat(host.changedSince(before)).isEmpty();
    assertThat(host.state("running")).as("docker runs").isEmpty();
    assertThat(host.state("live-restore")).isEqualTo("false\n");
  }

  @Test
  void aDockerThatHasDiedSinceTheProbeStopsIt() throws Exception {
    String data = data(plan());
    host.forget("running");
    Map<String, String> before = host.tree();
    untouched(host.transaction(data), before, "engine-silent");
  }

  @Test
  void withoutAGuardTheNextRunUndoesIt() throws Exception {
    host.without("setsid").put(Facts.DAEMON_JSON, "{}\n");
    Map<String, String> before = host.tree();
    Plan.Apply other = plan();
    die("");
    assertThat(facts().unfinished()).isPresent();
    assertThat(host.transaction(data(other)).cause()).startsWith("changed-meanwhile ");
    FakeHost.Run run = host.transaction(TransactionData.recover("me@laptop"));
    assertThat(run.result()).as(run.err()).isEqualTo("rolled-back");
    assertThat(run.cause()).startsWith("cut-off ");
    assertThat(host.changedSince(before)).isEmpty();
    assertThat(facts().unfinished()).isEmpty();
    committed(plan(), host.transaction(data(plan())));
  }

  @Test
  void containersStartedSinceAreStartedAgainWhereARecoveryStopsThem() throws Exception {
    host.without("setsid").put(Facts.DAEMON_JSON, "{}\n");
    die("exit 1\n");
    host.container("c0ffee");
    FakeHost.Run run = host.transaction(TransactionData.recover("me@laptop"));
    assertThat(run.result()).as(run.err()).isEqualTo("rolled-back");
    assertThat(host.state("containers")).startsWith("c0ffee 0 ");
    assertThat(host.events()).contains("docker -H unix:///var/run/docker.sock start c0ffee");
    assertThat(run.frames().first("kept")).contains("no");
  }

  @Test
  void unitsThatNeedDockerAreStartedAgainAfterARollback() throws Exception {
    host.set("dependents", "RequiredBy=app.service\nBoundBy=\nConsistsOf=docker.socket\n");
    host.set("refused", "\"hosts\"");
    assertThat(apply().result()).isEqualTo("rolled-back");
    assertThat(host.events()).contains("systemctl start --no-block app.service");
  }

  @Test
  void bytesWrittenWhileARollbackWaitsAreKept() throws Exception {
    host.container("c0ffee").put(Facts.DAEMON_JSON, "{}\n");
    host.set("refused", "\"hosts\"");
    String json = host.at(Facts.DAEMON_JSON).toString();
    host.set("hook", "[ \"$1\" = stop ] || echo ' ' >>" + json + "\n");
    assertThat(apply().result()).isEqualTo("rolled-back");
    try (Stream<Path> kept = Files.walk(host.at(Facts.STATE + "/backups"))) {
      assertThat(kept.map(p -> p.getFileName().toString()).filter(n -> n.startsWith("edited-")))
          .containsExactlyInAnyOrder("edited-daemon.json", "edited-daemon.json+");
    }
  }

  @Test
  void oneThatComesLateFindsItsNameTaken() throws Exception {
    String data = data(plan());
    Map<String, String> before = host.tree();
    assertThat(host.transaction(TransactionData.fence("t1", "me@laptop")).result())
        .isEqualTo("untouched");
    assertThat(host.transaction(data).result()).isEqualTo("untouched");
    assertThat(host.changedSince(before)).isEmpty();
  }

  @Test
  void theTenLastBackupsStayAndTheOriginal() throws Exception {
    host.put(Facts.DAEMON_JSON, "{\"debug\": true}\n");
    Map<String, String> before = host.tree();
    for (int i = 0; i < 13; i++) {
      assertThat(apply().result()).isEqualTo("committed");
      host.put(Facts.DAEMON_JSON, "{\"labels\": [\"n=" + i + "\"]}\n");
    }
    for (int i = 0; i < 4; i++) {
      host.transaction(TransactionData.fence("late" + (char) ('a' + i), "me@laptop"));
    }
    try (Stream<Path> backups = Files.list(host.at(Facts.STATE + "/backups"))) {
      assertThat(backups).hasSizeBetween(10, 12);
    }
    Plan back = PLANNER.planRevert(host.facts(Scripts.Backup.ORIGINAL), KeepContainers.AUTO, true);
    assertThat(back)
        .isInstanceOfSatisfying(
            Plan.Apply.class,
            p ->
                assertThat(p.notes())
                    .extracting(Problem::code)
                    .containsExactly(ProblemCode.EDITED_SINCE));
    assertThat(host.transaction(data((Plan.Apply) back)).result()).isEqualTo("committed");
    assertThat(host.changedSince(before)).isEmpty();
  }
}
