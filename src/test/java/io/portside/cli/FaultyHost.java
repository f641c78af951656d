package io.portside.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portside.lab.Lab;
import io.portside.lab.LabHost;
import io.portside.lab.LabImage;
import io.portside.lab.Lifetime;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * A lab host that is told what shall go wrong, and at which step of a transaction. It goes between
 * two states: as it was before Portside, and as {@code apply} leaves it.
 */
final class FaultyHost implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final List<String> FILES =
      List.of(Inside.DAEMON_JSON, Inside.OVERRIDE, Inside.DEFAULTS);

  private final Lab lab;
  private final Inside host;
  private String closed = "";
  private String open = "";
  private long container;

  /**
   * Starts one.
   *
   * @param daemonJson what was there before Portside; empty for none
   */
  FaultyHost(LabImage kind, String daemonJson) {
    lab = Lab.start(List.of(kind), Lifetime.THROW_AWAY, _ -> {});
    host = new Inside(lab.host("web1"));
    List.of("sh", "sed", "hook", "dockerd", "folder")
        .forEach(name -> host.write("/root/faults/" + name, resource(name)));
    host.sh(
        """
        chmod 755 /root/faults/*
        d=$(command -v dockerd)
        mkdir /usr/lib/real && mv "$d" /usr/lib/real/dockerd && cp /root/faults/dockerd "$d"
        printf 'ClientAliveInterval 1\\nClientAliveCountMax 3\\n' >/etc/ssh/sshd_config.d/alive.conf
        """);
    host.restartSsh();
    if (!daemonJson.isEmpty()) {
      host.write(Inside.DAEMON_JSON, daemonJson);
    }
    host.restartDocker();
    container = host.host().busybox("web", "no").pid();
    keepClosed();
    host.sh("cp /root/faults/sh /usr/sbin/sh");
    succeeds(portside());
    keepOpen();
  }

  private static String resource(String name) {
    try (InputStream in = FaultyHost.class.getResourceAsStream("/faults/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(name, e);
    }
  }

  LabHost machine() {
    return host.host();
  }

  Inside inside() {
    return host;
  }

  private void keepClosed() {
    closed = looks();
    host.sh(
        "rm -rf /root/closed && mkdir /root/closed && cp -a --parents $(ls %s 2>/dev/null) /root/closed"
            .formatted(String.join(" ", FILES)));
  }

  private void keepOpen() {
    open = looks();
    assertThat(open).isNotEqualTo(closed);
  }

  private String looks() {
    return host.looks(FILES.toArray(String[]::new));
  }

  /** Whether the host is as {@code apply} leaves it; else it is as before. */
  boolean isOpen() {
    String now = looks();
    assertThat(now).as("neither the old nor the new configuration").isIn(open, closed);
    return now.equals(open);
  }

  /** The files are as before Portside. */
  boolean isClosed() {
    return looks().equals(closed);
  }

  /** Everything becomes what it was before Portside, by hand. */
  void reset() {
    host.sh(
        """
        rm -rf %s
        cp -a /root/closed/. /
        systemctl daemon-reload && systemctl stop docker docker.socket
        systemctl reset-failed docker docker.socket || true
        """
            .formatted(String.join(" ", FILES)));
    host.restartDocker();
    container();
    assertThat(isOpen()).isFalse();
  }

  /** From now on it is the container as it runs now; it was not to be kept. */
  void container() {
    host.sh("docker start web");
    container = host.host().running("web").pid();
  }

  /** The journal tells of no transaction that is cut off. */
  boolean ended() {
    return host.is("tail -n 1 /var/lib/portside/journal | grep -q '^end '");
  }

  /**
   * Somebody changes daemon.json between two runs. Where it is as before Portside, that is the
   * state to come back to from now on; where it is open, revert says so, goes back and keeps the
   * edit.
   */
  void edit(int n) {
    if (isOpen()) {
      host.sh("echo >>/etc/docker/daemon.json && cp /etc/docker/daemon.json /run/edited");
      Portside revert = Portside.run(command(LIMIT, "revert").toArray(String[]::new));
      assertThat(revert.out()).contains("edited-since");
      succeeds(revert);
      assertThat(isOpen()).isFalse();
      assertThat(lostEdit()).isEmpty();
    } else {
      host.write(Inside.DAEMON_JSON, "{\"debug\": true, \"labels\": [\"edit=%d\"]}".formatted(n));
      host.restartDocker();
      container();
      keepClosed();
      succeeds(portside());
      keepOpen();
    }
  }

  // What takes the host to the other state.
  private List<String> command(Duration limit) {
    return isOpen() ? command(limit, "revert") : command(limit, "apply", "--allow-open");
  }

  private List<String> command(Duration limit, String... words) {
    List<String> more =
        List.of(
            "-i",
            "" + lab.inventory(),
            "--known-hosts",
            "" + lab.knownHosts(),
            "--ssh-config",
            "/dev/null",
            "-o",
            "json",
            "--timeout",
            "" + limit.toSeconds());
    return Stream.concat(Stream.of(words), more.stream()).toList();
  }

  /** Takes the host to the other state, or tries to. */
  Portside portside() {
    return Portside.run(command(LIMIT).toArray(String[]::new));
  }

  /** Does so in a process of its own, which can be killed. */
  Process controller() throws IOException {
    return controller(LIMIT);
  }

  /** With another time limit. */
  Process controller(Duration limit) throws IOException {
    List<String> java =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "io.portside.cli.Main");
    return new ProcessBuilder(Stream.concat(java.stream(), command(limit).stream()).toList())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  static void signal(Process controller, String signal) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + signal, "" + controller.pid()).start().waitFor();
  }

  /** What one that was stopped comes to when it goes on. */
  static Portside woken(Process controller) throws IOException, InterruptedException {
    signal(controller, "CONT");
    String out = new String(controller.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Portside(controller.waitFor(), out, "");
  }

  private static void succeeds(Portside run) {
    assertThat(run.code()).as(run.toString()).isZero();
  }

  /** Tries to open a host whose files are in no known state. */
  Portside apply(String... more) {
    List<String> command =
        Stream.concat(command(LIMIT, "apply", "--allow-open").stream(), Stream.of(more)).toList();
    return Portside.run(command.toArray(String[]::new));
  }

  /** The steps begun since this was last asked, each as {@code TASK STEP}. */
  Set<String> steps() {
    return new LinkedHashSet<>(
        host.sh("cat /run/steps 2>/dev/null; rm -f /run/steps").lines().toList());
  }

  /** From the next time on dockerd fails in some way under the state that comes. */
  void dockerd(String how) {
    host.write("/run/dockerd-fault", how + " " + (isOpen() ? "closed" : "open") + "\n");
  }

  /** From now on nothing that is said to the API's port arrives. */
  void mute() {
    host.sh("iptables -I INPUT -p tcp --dport 2375 -j DROP");
  }

  /** At the beginning of a step, the action happens once. */
  void arm(String step, String action) {
    host.write("/run/faults/" + step, action);
  }

  void folder(String path) {
    host.sh("/root/faults/folder small " + path);
  }

  boolean fired(String step) {
    return host.is("test -e '/run/fired/" + step + "'");
  }

  /** The fault happened, or the run that should have come to it has ended. */
  void awaitFiredOr(String step, Future<?> run) {
    await("the step").atMost(PATIENCE).until(() -> run.isDone() || fired(step));
  }

  /** What holds at a step goes on. */
  void release() {
    host.sh("touch /run/faults/go");
  }

  void powerCycle() {
    lab.powerOff(host.host());
    lab.powerOn(host.host());
  }

  /** The link of whoever is logged in has been given up by the host. */
  void awaitLinkLost() {
    await("the end of the login").atMost(PATIENCE).until(() -> !host.is("pgrep -u ops sshd"));
  }

  /** Whoever was logged in has given the silent link up and tries another one, or is done. */
  void awaitDialled(Future<?> run) {
    await("another connection")
        .atMost(PATIENCE)
        .until(
            () -> run.isDone() || host.is("iptables -nvxL INPUT | grep flags: | grep -qv '^ *0 '"));
  }

  /** Nobody is at work on the host any more. */
  void awaitQuiet() {
    await("the end of the transaction")
        .atMost(PATIENCE)
        .until(
            () ->
                host.is(
                    "flock -n /var/lib/portside/lock true"
                        + " && ! pgrep -f '^/bin/dash -c eval'"));
  }

  /** Nothing shall go wrong any more. */
  void disarm() {
    host.sh("rm -rf /run/dockerd-fault /run/faults /run/fired /run/edited");
    unblock();
  }

  /** Packets come through again. */
  void unblock() {
    host.sh("iptables -F INPUT; iptables -F OUTPUT");
  }

  /** What kept the old files from being put back is no more. */
  void makeWritable(Fault fault) {
    host.sh(
        fault == Fault.IMMUTABLE
            ? "umount /etc/docker/daemon.json; chattr -i /etc/docker/daemon.json"
            : "mount -o remount,rw /etc/docker");
  }

  /** What a fault left behind outside Portside goes. */
  void mend(Fault fault) {
    switch (fault) {
      case IMMUTABLE -> host.sh("chattr -i /etc/docker/daemon.json || true");
      case CONTAINERD_STOPPED -> host.sh("service containerd start || true");
      default -> {
        if (!fault.folder().isEmpty()) {
          host.sh("/root/faults/folder back " + fault.folder());
        }
      }
    }
  }

  /** docker runs and answers, and the container of before is there, and runs where it could. */
  void dockerRuns(boolean powerCut) {
    await("docker on the local socket").atMost(PATIENCE).until(() -> host.is("docker version"));
    if (powerCut) {
      container();
    }
    assertThat(host.host().running("web").pid()).as("pid of the container").isEqualTo(container);
    if (host.host().kind().systemd()) {
      assertThat(host.sh("systemctl show -P ActiveState docker.service docker.socket"))
          .matches("active\\s+active");
    }
  }

  /** The transaction has come to an end, and nothing of it is left but what ought to be. */
  void isTidy() {
    assertThat(host.sh("tail -n 1 /var/lib/portside/journal")).startsWith("end ");
    assertThat(host.leftovers()).isEmpty();
    assertThat(host.liveRestore()).isEqualTo("false");
    assertThat(host.listens(2375)).isEqualTo(isOpen());
    assertThat(host.sh("find /var/lib/portside -type f ! -perm 600 -o -type d ! -perm 700"))
        .isEmpty();
    assertThat(host.sh("ls /var/lib/portside/backups | wc -l"))
        .satisfies(n -> assertThat(Integer.parseInt(n)).isBetween(1, 12));
  }

  /** What someone wrote during the transaction is where it was or in a backup. */
  Optional<String> lostEdit() {
    return host.is("test -e /run/edited")
            && !host.is(
                "cmp -s /run/edited /etc/docker/daemon.json || { s=$(sha256sum </run/edited);"
                    + " for f in /var/lib/portside/backups/*/*; do"
                    + " [ \"$(sha256sum <\"$f\")\" = \"$s\" ] && exit 0; done; exit 1; }")
        ? Optional.of(host.sh("cat /run/edited"))
        : Optional.empty();
  }

  /** For a human who has to find out why. */
  String told() {
    return host.host()
        .exec(
            "sh",
            "-c",
            "cd /var/lib/portside; tail -n 30 journal; ls -lR /var/lib/portside; cat holder;"
                + " for f in %s; do echo \"== $f\"; cat $f; done; ps -ef | tail -n 30;"
                    .formatted(String.join(" ", FILES))
                + " journalctl -u docker -u docker.socket -n 40 --no-pager -o cat || tail -n 40"
                + " /var/log/docker.log")
        .output();
  }

  @Override
  public void close() {
    lab.close();
  }
}
