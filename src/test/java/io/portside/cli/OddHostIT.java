package io.portside.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portside.lab.LabImage;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts that are odd before the transaction begins. */
@TestInstance(Lifecycle.PER_CLASS)
class OddHostIT {
  private final FaultyHost host = new FaultyHost(LabImage.BOOKWORM, "{\"debug\":  true}");
  private final Inside inside = host.inside();

  @BeforeEach
  void closed() {
    if (!host.isClosed()) {
      host.reset();
    }
  }

  @AfterEach
  void dockerRunsAsBefore() {
    host.disarm();
    host.awaitQuiet();
    host.dockerRuns(false);
    host.isTidy();
  }

  @AfterAll
  void close() {
    host.close();
  }

  private void goesBack(Portside run, String code) {
    assertThat(run.outcome("web1")).as(run.toString()).isEqualTo("rolled_back");
    assertThat(run.problem("web1").path("code").asText()).isEqualTo(code);
    assertThat(host.isOpen()).isFalse();
  }

  private void changes(Portside run) {
    assertThat(run.outcome("web1")).as(run.toString()).isEqualTo("changed");
    assertThat(host.isOpen()).isTrue();
  }

  @Test
  void aClientThatKeepsPollingThroughARollback() {
    PollingClient client = PollingClient.start(inside);
    host.dockerd("exit");
    goesBack(host.portside(), "start-failed");
    assertThat(client.stop()).last().asString().startsWith("0 ");
  }

  @Test
  void theReasonIsToldThoughTheClockWasSetBack() {
    inside.write("/usr/sbin/date", "#!/bin/sh\nexec /bin/date -d '1 day' \"$@\"\n");
    inside.sh("chmod 755 /usr/sbin/date");
    host.dockerd("exit");
    Portside run = host.portside();
    inside.sh("rm /usr/sbin/date");
    goesBack(run, "start-failed");
    assertThat(run.problem("web1").path("what").asText()).contains("it was told to fail");
  }

  @Test
  void restartsThatLeaveNoneBeforeTheStartLimit() {
    inside.sh(
        """
        systemctl reset-failed docker
        n=$(systemctl show -P StartLimitBurst docker.service)
        while [ $((n -= 1)) -ge 1 ]; do systemctl restart docker; done
        """);
    host.container();
    changes(host.portside());
  }

  @Test
  void aDockerThatHasHitTheStartLimit() {
    inside.sh("until ! systemctl restart docker; do :; done");
    assertThat(inside.sh("systemctl show -P Result docker")).isEqualTo("start-limit-hit");
    changes(host.portside());
    host.container();
  }

  @Test
  void sudoThatTakesItsTime() {
    inside.write("/usr/local/bin/sudo", "#!/bin/sh\nsleep 5\nexec /usr/bin/sudo \"$@\"\n");
    inside.sh("chmod 755 /usr/local/bin/sudo");
    changes(host.portside());
    inside.sh("rm /usr/local/bin/sudo");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/bin/csh", "/usr/bin/fish", "/bin/rbash", "/bin/dash"})
  void aLoginShellThatIsNotBash(String shell) {
    inside.sh("usermod -s " + shell + " ops");
    changes(host.portside());
    inside.sh("usermod -s /bin/bash ops");
  }

  @Test
  void aLoginThatTalks() {
    String noise = "printf '\\033[31mWelcome\\033[0m @end 0\\n\\n'";
    inside.write("/home/ops/.bashrc", noise + "\n" + noise + " >&2\n");
    inside.sh("echo 'Banner /etc/debian_version' >/etc/ssh/sshd_config.d/banner.conf");
    inside.restartSsh();
    changes(host.portside());
    inside.sh("rm /home/ops/.bashrc /etc/ssh/sshd_config.d/banner.conf");
    inside.restartSsh();
  }

  @Test
  void aTmpThatIsFullAndRunsNothing() {
    inside.sh("mount -t tmpfs -o noexec,size=4k,nr_inodes=2 full /tmp && touch /tmp/last");
    assertThat(inside.is("touch /tmp/more")).isFalse();
    changes(host.portside());
    inside.sh("umount /tmp");
  }

  private void stopsBefore(String outcome, String code) {
    String dockerd = inside.dockerd();
    Portside run = host.apply();
    assertThat(run.outcome("web1")).as(run.toString()).isEqualTo(outcome);
    assertThat(run.problem("web1").path("code").asText()).isEqualTo(code);
    assertThat(inside.dockerd()).as("pid of dockerd").isEqualTo(dockerd);
    assertThat(inside.leftovers()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mkdir /etc/docker/daemon.json",
        "cp -a /root/closed/etc/docker/daemon.json /etc/real.json"
            + " && ln -s /etc/real.json /etc/docker/daemon.json"
      })
  void daemonJsonThatIsNoPlainFile(String instead) {
    inside.sh("rm /etc/docker/daemon.json && " + instead);
    stopsBefore("refused", "file-not-regular");
    inside.sh("rm -rf /etc/docker/daemon.json && cp -a /root/closed/. /");
  }

  @Test
  void anImmutableDaemonJson() {
    inside.sh("chattr +i /etc/docker/daemon.json");
    stopsBefore("failed", "not-writable");
    inside.sh("chattr -i /etc/docker/daemon.json");
  }

  @Test
  void aContainerdThatDockerWouldNotFindAgain() {
    inside.sh("systemctl mask --now containerd");
    stopsBefore("refused", "containerd-down");
    inside.sh("systemctl unmask containerd && systemctl start containerd");
  }

  @Test
  void aBackupThatWasDamaged() {
    changes(host.portside());
    String stored =
        inside.sh("cd /var/lib/portside/backups; echo $PWD/$(cat ../previous)/file-*")
            .split(" ", -1)[0];
    inside.sh("cp -a " + stored + " /root/stored && echo >>" + stored);
    Portside run = host.portside();
    assertThat(run.outcome("web1")).as(run.toString()).isEqualTo("refused");
    assertThat(run.problem("web1").path("code").asText()).isEqualTo("backup-incomplete");
    assertThat(host.isOpen()).isTrue();
    inside.sh("cp -a /root/stored " + stored);
    assertThat(host.portside().code()).isZero();
    assertThat(host.isOpen()).isFalse();
  }

  @Test
  void aSecondRunWaitsForTheFirst() {
    host.arm("apply place", "hold");
    CompletableFuture<Portside> first = CompletableFuture.supplyAsync(host::portside);
    host.awaitFiredOr("apply place", first);
    Portside hasty = host.apply("--lock-timeout", "0");
    assertThat(hasty.outcome("web1")).as(hasty.toString()).isEqualTo("failed");
    assertThat(hasty.problem("web1").path("code").asText()).isEqualTo("locked");
    assertThat(hasty.problem("web1").path("what").asText())
        .contains(System.getProperty("user.name") + "@", ", since ");
    CompletableFuture<Portside> second =
        CompletableFuture.supplyAsync(() -> host.apply("--lock-timeout", "60"));
    host.release();
    changes(first.join());
    assertThat(second.join().outcome("web1")).isEqualTo("ok");
  }

  @Test
  void aLinkLostWhileTheNextRunEndsWhatWasCutOff() throws Exception {
    host.arm("apply restart", "hold; kill_with_guard");
    Process first = host.controller();
    host.awaitFiredOr("apply restart", first.onExit());
    first.destroyForcibly().waitFor();
    host.release();
    host.awaitQuiet();
    assertThat(host.ended()).isFalse();
    host.arm("recover rollback", "pkill -KILL -u ops sshd");
    Portside next = host.apply();
    assertThat(host.fired("recover rollback")).isTrue();
    changes(next);
    assertThat(next.problem("web1").path("code").asText()).isEqualTo("cut-off");
  }

  @Test
  void aLaptopAsleepForLongerThanTheTimeLimit() throws Exception {
    Duration limit = Duration.ofSeconds(20);
    host.arm("apply place", "hold");
    Process controller = host.controller(limit);
    host.awaitFiredOr("apply place", controller.onExit());
    FaultyHost.signal(controller, "STOP");
    host.release();
    host.awaitLinkLost();
    assertThat(controller.waitFor(limit)).as("has ended in its sleep").isFalse();
    changes(FaultyHost.woken(controller));
  }

  @Test
  void aServiceThatNeedsDockerRunsAgainAfterARollback() {
    inside.write(
        "/etc/systemd/system/app.service",
        """
        [Unit]
        Requires=docker.service
        After=docker.service
        [Service]
        ExecStart=/bin/sleep infinity
        """);
    inside.sh("systemctl daemon-reload && systemctl start app");
    host.dockerd("exit");
    goesBack(host.portside(), "start-failed");
    await("app").until(() -> inside.is("systemctl -q is-active app"));
    inside.sh(
        "systemctl stop app && rm /etc/systemd/system/app.service && systemctl daemon-reload");
  }
}
