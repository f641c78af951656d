package io.portside.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.portside.lab.Lab;
import io.portside.lab.LabHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A lab host that something is made wrong with, and {@code fix} on it. */
record Patient(Lab lab, Inside inside) {
  static final String DROP_INS = "/etc/systemd/system/docker.service.d/";

  /** The unit that beats the distribution's. */
  static final String OWN_UNIT = "/etc/systemd/system/docker.service";

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  // Each case leaves only what it has brought.
  private static final String CLEAR =
      """
      if [ -d /root/away ]; then
        mv /root/away/dockerd /usr/sbin
        mv /root/away/docker.service /lib/systemd/system
        mv /root/away/docker /etc/init.d
        rmdir /root/away
      fi
      if [ -e /usr/bin/docker.deb ]; then mv /usr/bin/docker.deb /usr/bin/docker; fi
      if [ -d /run/docker.sock ]; then rmdir /run/docker.sock; fi
      pkill -x nc
      iptables -F INPUT; iptables -P INPUT ACCEPT
      rm -rf /etc/docker/daemon.json /etc/docker/tls /srv/docker.json /var/lib/portside /root/bin \
        /etc/ufw /run/firewalld /var/snap /snap /opt/docker-desktop /usr/bin/podman /run/user/1000 \
        /home/*/.config /home/*/bin /etc/systemd/system/snap.docker.dockerd.service \
        /usr/lib/systemd/user/docker-desktop.service
      : >/etc/default/docker
      """;

  // The dockerd of some cases would not end by itself.
  private static final String STOP_UNITS =
      """
      systemctl is-active -q docker || systemctl kill -s KILL docker.service 2>/dev/null
      systemctl stop docker.socket docker 2>/dev/null
      rm -rf /etc/systemd/system/docker.service*
      """;

  private static final String STOP_SCRIPT = "service docker stop >/dev/null\n";

  private static final String START_UNITS =
      """
      systemctl unmask -q docker containerd
      systemctl daemon-reload
      systemctl reset-failed docker.socket docker 2>/dev/null
      systemctl enable -q docker 2>/dev/null
      systemctl start containerd docker
      """;

  private static final String START_SCRIPT =
      """
      : >/var/log/docker.log
      service docker start >/dev/null
      tries=0
      until docker info >/dev/null 2>&1; do
        tries=$((tries + 1)); [ $tries -lt 600 ] || exit 1; sleep 0.1
      done
      """;

  LabHost host() {
    return inside.host();
  }

  String sh(String script) {
    return inside.sh(script);
  }

  /** As the distribution installs it, with docker running. */
  void reset() {
    boolean systemd = host().kind().systemd();
    sh((systemd ? STOP_UNITS : STOP_SCRIPT) + CLEAR + (systemd ? START_UNITS : START_SCRIPT));
  }

  void json(String text) {
    inside.write(Inside.DAEMON_JSON, text);
  }

  /** A drop-in with these lines in its section Service. */
  void dropIn(String name, String... lines) {
    inside.write(DROP_INS + name + ".conf", "[Service]\n" + String.join("\n", lines) + "\n");
    sh("systemctl daemon-reload");
  }

  /** A unit without addresses, so that daemon.json alone says them. */
  void noFlags() {
    dropIn(
        "override",
        "ExecStart=",
        "ExecStart=/usr/sbin/dockerd --containerd=/run/containerd/containerd.sock");
  }

  void restart() {
    sh(host().kind().systemd() ? "systemctl restart docker" : "service docker restart");
    await().atMost(PATIENCE).until(() -> inside.is("pidof dockerd"));
  }

  /** Docker is started, and fails until whoever starts it has enough. */
  void fails() {
    if (host().kind().systemd()) {
      assertThat(inside.is("systemctl restart docker")).isFalse();
      await().atMost(PATIENCE).until(() -> inside.is("systemctl is-failed --quiet docker"));
    } else {
      sh("service docker restart");
      await().atMost(PATIENCE).until(() -> !inside.is("pidof dockerd"));
    }
  }

  /** Another program takes the port; its pid. */
  String squatter() {
    sh("ln -sf /bin/busybox /usr/local/bin/nc && setsid nc -l -p 2375 >/dev/null 2>&1 &");
    await().atMost(PATIENCE).until(() -> inside.listens(2375));
    return sh("pgrep -x nc");
  }

  Portside fix(String... more) {
    List<String> arguments = new ArrayList<>(words());
    arguments.addAll(List.of("-o", "json"));
    arguments.addAll(List.of(more));
    return Portside.run(arguments.toArray(String[]::new));
  }

  /** The command line without options of its own. */
  List<String> words() {
    return List.of(
        "fix",
        "ops@" + host().address(),
        "--private-key",
        lab.privateKey().toString(),
        "--known-hosts",
        lab.knownHosts().toString(),
        "--ssh-config",
        "/dev/null");
  }

  /**
   * The API is open afterwards for the docker client here, and on the host docker works as before.
   */
  Portside mended(String... more) {
    List<String> options = new ArrayList<>(List.of("-y", "--allow-open"));
    options.addAll(List.of(more));
    Portside fix = fix(options.toArray(String[]::new));
    assertThat(fix.code()).as(fix.toString()).isZero();
    assertThat(fix.outcome(host().address())).isEqualTo("changed");
    assertThat(fix.err()).contains("What will be done:", "asked from here, tcp://");
    assertThat(DockerClient.docker(host(), "version", "-f", "{{.Server.Version}}"))
        .isEqualTo(sh("docker version -f '{{.Server.Version}}'"));
    return fix;
  }

  /** Refused with this code first, and nothing was touched. */
  JsonNode refused(String code, String... more) {
    Inside.State before = inside.state();
    List<String> options = new ArrayList<>(List.of("-y", "--allow-open"));
    options.addAll(List.of(more));
    Portside fix = fix(options.toArray(String[]::new));
    assertThat(inside.state()).isEqualTo(before);
    assertThat(fix.code()).as(fix.toString()).isEqualTo(1);
    assertThat(fix.outcome(host().address())).isEqualTo("refused");
    JsonNode problem = fix.problem(host().address());
    assertThat(problem.path("code").asText()).as(fix.toString()).isEqualTo(code);
    assertThat(fix.err()).contains("[" + code + "]");
    return problem;
  }

  /** What {@code --explain} finds, in its order; nothing is touched. */
  List<JsonNode> explained() {
    Inside.State before = inside.state();
    Portside fix = fix("--explain");
    assertThat(inside.state()).isEqualTo(before);
    assertThat(fix.code()).as(fix.toString()).isEqualTo(2);
    List<JsonNode> problems = new ArrayList<>();
    fix.host(host().address()).path("problems").forEach(problems::add);
    return problems;
  }
}
