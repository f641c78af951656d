package io.portside.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.portside.facts.Facts;
import io.portside.plan.FileChange;
import io.portside.plan.Keep;
import io.portside.plan.LiveRestore;
import io.portside.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The transaction as real shells run it, on plans that the planner made from the same host. */
class TransactionContractTest extends ScriptContract {
  private static final String OLD = "{\n  \"log-driver\": \"local\"\n}";

  private static Plan.Apply onlyFiles(List<FileChange> files) {
    return new Plan.Apply(
        Facts.Init.SYSTEMD,
        files,
        false,
        false,
        false,
        Keep.IDLE,
        Optional.empty(),
        true,
        "",
        List.of(),
        List.of(),
        List.of(),
        false,
        List.of(),
        List.of());
  }

  @Test
  void aPlanIsCarriedOutAndTheHostConforms() throws Exception {
    Plan.Apply plan = plan();
    FakeHost.Run run = host.transaction(data(plan));
    assertThat(run.result()).isEqualTo("committed");
    assertThat(run.exit()).isZero();
    assertThat(run.err()).isEmpty();
    for (FileChange file : plan.files()) {
      assertThat(host.read(file.path())).isEqualTo(file.after().orElseThrow());
    }
    assertThat(run.frames().first("downtime")).isPresent();
    assertThat(journal())
        .startsWith("begin t1 ")
        .contains(" me@laptop\n")
        .endsWith("end committed\n");
    assertThat(host.tree().keySet()).noneMatch(p -> p.contains(".portside-"));
    assertThat(PLANNER.plan(facts(), OPEN)).isInstanceOf(Plan.NoOp.class);
  }

  @Test
  void theDropInIsPlacedBeforeTheHosts() throws Exception {
    apply();
    assertThat(host.events())
        .filteredOn(e -> e.matches("(mv|systemctl (?!show)).*"))
        .containsExactly(
            "mv " + FakeHost.DROPIN,
            "mv " + Facts.DAEMON_JSON,
            "systemctl daemon-reload",
            "systemctl reset-failed docker.service docker.socket",
            "systemctl restart docker.service");
  }

  @Test
  void everythingIsOnTheDiskBeforeItIsPlaced() throws Exception {
    apply();
    List<String> events = host.events();
    int sync =
        events.indexOf(
            events.stream().filter(e -> e.matches("sync .*-override.conf .*")).findFirst().get());
    assertThat(sync).isLessThan(events.indexOf("mv " + FakeHost.DROPIN));
    assertThat(events.get(sync))
        .contains(FakeHost.DROPINS + "/.portside-override.conf")
        .contains("/etc/docker/.portside-daemon.json");
  }

  @Test
  void contentArrivesToTheByte() throws Exception {
    List<String> contents =
        List.of(
            "+[Service]\n-x\n-\n+\nend\nput absent /etc/x\n#--portside-data--\n",
            "no final newline",
            "$(touch pwned) `touch pwned` \\n \\\\ %s \"'; touch pwned\nEND\n",
            "ä € 😀\n\n\n",
            " \ttrailing \t\n",
            "\r\n",
            "\n",
            "");
    List<FileChange> files = new ArrayList<>();
    for (String content : contents) {
      String path = "/etc/odd/" + files.size();
      files.add(
          new FileChange(path, Optional.empty(), "absent", Optional.of(content), Optional.empty()));
    }
    assertThat(host.transaction(data(onlyFiles(files))).result()).isEqualTo("committed");
    for (int i = 0; i < contents.size(); i++) {
      assertThat(host.read("/etc/odd/" + i)).isEqualTo(contents.get(i));
    }
    assertThat(host.tree().keySet()).noneMatch(p -> p.contains("pwned"));
  }

  @Test
  void theModeOfAReplacedFileStays() throws Exception {
    host.put(Facts.DAEMON_JSON, OLD);
    host.mode(Facts.DAEMON_JSON, "rw-r-----");
    assertThat(apply().result()).isEqualTo("committed");
    assertThat(host.tree().get(Facts.DAEMON_JSON)).startsWith("rw-r----- ").contains("hosts");
    assertThat(host.tree().get(FakeHost.DROPIN)).startsWith("rw-r--r-- ");
  }

  @Test
  void valuesAreNeverEvaluated() throws Exception {
    String evil = "$(touch " + dir + "/pwned)`touch " + dir + "/pwned`; touch " + dir + "/pwned";
    assertThat(host.transaction(TransactionData.of(plan(), "t1", evil, PATIENCE)).result())
        .isEqualTo("committed");
    assertThat(dir.resolve("pwned")).doesNotExist();
    assertThat(journal()).contains(evil);
  }

  @Test
  void containersAreKeptByAReloadBeforeAndAfter() throws Exception {
    host.container("c0ffee").put(Facts.DAEMON_JSON, OLD);
    Plan.Apply plan = plan();
    LiveRestore forms = plan.liveRestore().orElseThrow();
    FakeHost.Run run = host.transaction(data(plan));
    assertThat(run.result()).isEqualTo("committed");
    assertThat(run.frames().first("kept")).contains("yes");
    assertThat(host.seen())
        .containsExactly(
            "hup\n" + forms.oldOn(),
            "start\n" + forms.newOn(),
            "hup\n" + forms.newOff().orElseThrow());
    assertThat(host.read(Facts.DAEMON_JSON)).isEqualTo(forms.settled().orElseThrow());
    assertThat(host.state("live-restore")).isEqualTo("false\n");
    assertThat(host.events()).noneMatch(e -> e.contains(" start c0ffee"));
  }

  @Test
  void containersThatCannotBeKeptAreStartedAgain() throws Exception {
    host.container("c0ffee");
    Plan.Apply plan = plan();
    String data = data(plan).replace("keep yes\n", "keep no\n");
    FakeHost.Run run = host.transaction(data.replaceAll("(?s)old-on\n.*", ""));
    assertThat(run.result()).isEqualTo("committed");
    assertThat(run.frames().first("kept")).contains("no");
    assertThat(host.events()).anyMatch(e -> e.endsWith(" start c0ffee"));
  }

  @Test
  void aContainerThatDoesNotComeBackIsNamed() throws Exception {
    host.container("c0ffee").set("container-broken", "");
    String data = data(plan()).replace("keep yes\n", "keep no\n").replaceAll("(?s)old-on\n.*", "");
    assertThat(host.transaction(data).frames().first("lost")).contains("c0ffee");
  }

  @Test
  void aFailedStartIsRolledBackToTheByte() throws Exception {
    host.put(Facts.DAEMON_JSON, OLD);
    host.mode(Facts.DAEMON_JSON, "rw-------");
    host.set("refused", "\"hosts\"");
    host.set("log", "failed to start daemon: because\n");
    Map<String, String> before = host.tree();
    FakeHost.Run run = apply();
    assertThat(run.result()).isEqualTo("rolled-back");
    assertThat(run.cause()).startsWith("start-failed ").contains("Job for docker.service failed");
    assertThat(run.frames().first("log")).contains("failed to start daemon: because");
    assertThat(host.changedSince(before)).isEmpty();
    assertThat(host.seen()).last().isEqualTo("start\n" + OLD);
    assertThat(journal()).contains("cause start-failed ").endsWith("end rolled-back\n");
  }

  @Test
  void aRollbackGoesTheReverseWay() throws Exception {
    host.put(Facts.DAEMON_JSON, OLD);
    host.set("refused", "\"hosts\"");
    apply();
    assertThat(host.events())
        .filteredOn(e -> e.matches("(mv|systemctl (?!show)).*"))
        .containsExactly(
            "mv " + FakeHost.DROPIN,
            "mv " + Facts.DAEMON_JSON,
            "systemctl daemon-reload",
            "systemctl reset-failed docker.service docker.socket",
            "systemctl restart docker.service",
            "systemctl stop docker.service docker.socket", // not woken under half of the files
            "mv " + Facts.DAEMON_JSON,
            "systemctl daemon-reload",
            "systemctl reset-failed docker.service docker.socket",
            "systemctl restart docker.service");
  }

  @Test
  void aRollbackKeepsContainersToo() throws Exception {
    host.container("c0ffee").set("refused", "\"hosts\"");
    Map<String, String> before = host.tree();
    LiveRestore forms = plan().liveRestore().orElseThrow();
    FakeHost.Run run = apply();
    assertThat(run.result()).isEqualTo("rolled-back");
    assertThat(run.frames().first("kept")).contains("yes");
    assertThat(host.seen())
        .containsExactly(
            "hup\n" + forms.oldOn(),
            "start\n" + forms.newOn(),
            "start\n" + forms.oldOn(),
            "hup\n" + forms.oldOff().orElseThrow());
    assertThat(host.state("live-restore")).isEqualTo("false\n");
    assertThat(host.changedSince(before)).isEmpty();
  }

  @Test
  void aDaemonThatIsDeafToLiveRestoreIsNotStopped() throws Exception {
    host.container("c0ffee").set("deaf", "");
    host.set("impatient", "");
    Map<String, String> before = host.tree();
    FakeHost.Run run = apply();
    assertThat(run.result()).isEqualTo("rolled-back");
    assertThat(run.cause()).startsWith("live-restore-refused ");
    assertThat(host.changedSince(before)).isEmpty();
    assertThat(host.events()).noneMatch(e -> e.matches("systemctl (?!show).*"));
  }

  @Test
  void aDaemonThatDoesNotListenIsRolledBack() throws Exception {
    host.set("mute", "");
    host.set("impatient", "");
    Map<String, String> before = host.tree();
    FakeHost.Run run = apply();
    assertThat(run.result()).isEqualTo("rolled-back");
    assertThat(run.cause()).startsWith("not-listening ");
    assertThat(host.changedSince(before)).isEmpty();
  }

  @Test
  void aRollbackThatFailsIsSaid() throws Exception {
    host.put(Facts.DAEMON_JSON, OLD);
    host.set("refused", "log-driver");
    host.set("impatient", "");
    FakeHost.Run run = apply();
    assertThat(run.result()).isEqualTo("rollback-failed");
    assertThat(run.cause()).startsWith("start-failed ");
    assertThat(run.frames().first("rollback").orElseThrow()).contains("does not answer");
    assertThat(host.read(Facts.DAEMON_JSON)).isEqualTo(OLD);
  }

  @Test
  void aRenameThatFailsHalfwayIsRolledBack() throws Exception {
    host.set("mv-fails", Facts.DAEMON_JSON);
    Map<String, String> before = host.tree();
    FakeHost.Run run = apply();
    assertThat(run.result()).isEqualTo("rolled-back");
    assertThat(run.cause()).startsWith("not-writable ");
    assertThat(host.changedSince(before)).isEmpty();
    assertThat(host.seen()).isEmpty();
  }

  @Test
  void aReloadThatFailsIsRolledBackWithoutARestart() throws Exception {
    host.set("reload-fails", "");
    Map<String, String> before = host.tree();
    FakeHost.Run run = apply();
    assertThat(run.cause()).startsWith("reload-failed Failed to reload daemon");
    assertThat(host.changedSince(before)).isEmpty();
    assertThat(host.seen()).isEmpty();
  }

  @Test
  void aDataRootThatMovedIsRolledBack() throws Exception {
    host.set("hook", "echo /elsewhere overlay2 >\"$FAKE/root\"\n");
    Map<String, String> before = host.tree();
    FakeHost.Run run = apply();
    assertThat(run.result()).isEqualTo("rolled-back");
    assertThat(run.cause()).startsWith("data-root-changed ").contains("/elsewhere");
    assertThat(host.changedSince(before)).isEmpty();
  }

  @Test
  void anImageThatIsGoneIsRolledBack() throws Exception {
    host.set("images", "sha256:feed\n");
    host.set("hook", ": >\"$FAKE/images\"\n");
    assertThat(apply().cause()).startsWith("data-lost ").contains("images are gone");
  }

  @Test
  void aFileThatSomeoneElseChangedIsLeftAlone() throws Exception {
    host.put(Facts.DAEMON_JSON, OLD);
    String data = data(plan());
    host.put(Facts.DAEMON_JSON, "{\"debug\": true}\n");
    Map<String, String> before = host.tree();
    untouched(host.transaction(data), before, "changed-meanwhile");
  }

  @Test
  void aFileThatSomeoneElseMadeIsLeftAlone() throws Exception {
    String data = data(plan());
    host.put(Facts.DAEMON_JSON, "{}\n");
    Map<String, String> before = host.tree();
    untouched(host.transaction(data), before, "changed-meanwhile");
  }

  @Test
  void aConfigurationThatDockerdRejectsIsNotPlaced() throws Exception {
    host.set("verdict", "unable to configure the Docker daemon: bad key\n");
    Map<String, String> before = host.tree();
    FakeHost.Run run = apply();
    untouched(run, before, "rejected-by-dockerd");
    assertThat(run.cause()).contains("bad key");
    assertThat(host.events())
        .anyMatch(
            e ->
                e.contains("--validate --config-file /etc/docker/.portside-daemon.json")
                    && e.endsWith(" --containerd=/run/containerd/containerd.sock"));
  }

  @Test
  void aDockerdThatCannotValidateIsNoObstacle() throws Exception {
    host.set("verdict", "unknown flag: --validate\n");
    assertThat(apply().result()).isEqualTo("committed");
  }

  @Test
  void aHeldLockStopsTheSecondRun() throws Exception {
    String data = data(plan());
    Map<String, String> before = host.tree();
    host.put(Facts.STATE + "/lock", "");
    host.put(Facts.STATE + "/holder", "you@desk, pid 7");
    Process holder =
        host.process(
                "flock", host.at(Facts.STATE + "/lock").toString(), "/bin/sh", "-c", "echo; cat")
            .start();
    assertThat(holder.getInputStream().read()).isEqualTo('\n');
    FakeHost.Run run = host.transaction(data);
    untouched(run, before, "locked");
    assertThat(run.cause()).contains("you@desk");
    holder.getOutputStream().close();
    assertThat(holder.waitFor()).isZero();
    assertThat(host.transaction(data).result()).isEqualTo("committed");
  }

  @Test
  void aDeadHolderDoesNotBlock() throws Exception {
    host.put(Facts.STATE + "/lock", "");
    host.put(Facts.STATE + "/holder", "you@desk, pid 7");
    assertThat(apply().result()).isEqualTo("committed");
  }
}
