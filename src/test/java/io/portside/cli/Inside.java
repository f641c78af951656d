package io.portside.cli;

import static org.awaitility.Awaitility.await;

import io.portside.lab.Execution;
import io.portside.lab.LabHost;
import java.time.Duration;

/** What a test sees and does in a lab host, as root and past SSH. */
record Inside(LabHost host) {
  static final String DAEMON_JSON = "/etc/docker/daemon.json";
  static final String OVERRIDE = "/etc/systemd/system/docker.service.d/override.conf";
  static final String DEFAULTS = "/etc/default/docker";

  /**
   * All that a run that changes nothing must leave alone.
   *
   * @param files a line for each file below /etc and of Portside's own state, with inode and times
   * @param dockerd its pid
   */
  record State(String files, String dockerd) {}

  String name() {
    return host.name();
  }

  /** Runs a script, which must succeed; its output without the line ends at the end. */
  String sh(String script) {
    Execution execution = host.exec("sh", "-c", script);
    if (!execution.succeeded()) {
      throw new AssertionError(name() + ": " + script + "\n" + execution.output());
    }
    return execution.output().stripTrailing();
  }

  /** Whether a script succeeds. */
  boolean is(String script) {
    return host.exec("sh", "-c", script).succeeded();
  }

  /** Writes a file as it is, with its folder where that is missing. */
  void write(String path, String text) {
    Execution execution =
        host.exec(
            "sh", "-c", "mkdir -p \"${1%/*}\" && printf %s \"$2\" >\"$1\"", "write", path, text);
    if (!execution.succeeded()) {
      throw new AssertionError(name() + ": " + execution.output());
    }
  }

  /** Restarts docker and waits until it answers; an init script does not. */
  void restartDocker() {
    sh("service docker restart");
    await("docker").atMost(Duration.ofMinutes(2)).until(() -> is("docker version"));
  }

  /** Lets sshd read its configuration, and waits until it listens again; a reload does not wait. */
  void restartSsh() {
    sh("systemctl reset-failed ssh 2>/dev/null; service ssh restart"); // restarts are counted
    await("sshd").atMost(Duration.ofMinutes(2)).until(() -> listens(22));
  }

  String dockerd() {
    return sh("cat /var/run/docker.pid");
  }

  /** Whether the local socket is served by a daemon that keeps containers over its end. */
  String liveRestore() {
    return sh("docker info -f '{{.LiveRestoreEnabled}}'");
  }

  /** Whether anything listens on a TCP port. */
  boolean listens(int port) {
    return is("ss -Hltn 'sport = :" + port + "' | grep -q .");
  }

  State state() {
    return new State(
        sh(
            "find /etc $(ls -d /var/lib/portside 2>/dev/null)"
                + " -printf '%p %y %i %m %u:%g %s %T@ %C@\\n' | sort"),
        sh("cat /var/run/docker.pid 2>/dev/null || true"));
  }

  /** Content, mode and owner of some files, or that they are absent. */
  String looks(String... paths) {
    return sh(
        "for f in "
            + String.join(" ", paths)
            + "; do if [ -e \"$f\" ]; then stat -c '%n %a %U:%G' \"$f\";"
            + " [ -d \"$f\" ] || sha256sum <\"$f\";"
            + " else echo \"$f absent\"; fi; done");
  }

  /** Names of what a transaction stages and must not leave behind. */
  String leftovers() {
    return sh("find /etc /var/lib/portside -name '.portside-*' 2>/dev/null || true");
  }

  /** From now on sshd notes each command that it runs for somebody. */
  void countExecs() {
    write(
        "/usr/local/bin/count-exec",
        "#!/bin/sh\necho x >>/var/log/execs\nexec \"$SHELL\" -c \"$SSH_ORIGINAL_COMMAND\"\n");
    write("/etc/ssh/sshd_config.d/count.conf", "ForceCommand /usr/local/bin/count-exec\n");
    sh("chmod 755 /usr/local/bin/count-exec && install -m 666 /dev/null /var/log/execs");
    restartSsh();
  }

  /** How many commands sshd ran since this was last asked. */
  long execs() {
    return Long.parseLong(sh("wc -l </var/log/execs; : >/var/log/execs").strip());
  }
}
