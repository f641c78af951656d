package io.portside.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.portside.lab.Lab;
import io.portside.lab.LabImage;
import io.portside.lab.Lifetime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ways to find nothing on port 2375: each is named in words, proved and mended. */
@TestInstance(Lifecycle.PER_CLASS)
class FixIT {
  private static final String HOSTS = "{\"hosts\": [\"fd://\", \"tcp://0.0.0.0:2375\"]}\n";
  private static final String SEED =
      "DOCKER_OPTS=\"-H unix:///var/run/docker.sock -H tcp://0.0.0.0:2375\"\n";
  private static final String RESET = "ExecStart=\n";

  /** The package goes, as far as the probe can see. */
  private static final String REMOVE =
      "systemctl stop docker.socket docker; mkdir -p /root/away && mv /usr/sbin/dockerd"
          + " /lib/systemd/system/docker.service /etc/init.d/docker /root/away;"
          + " systemctl daemon-reload";

  private static final String UNDO =
      """
      if [ -d /root/away ]; then
        mv /root/away/dockerd /usr/sbin
        mv /root/away/docker.service /lib/systemd/system
        mv /root/away/docker /etc/init.d
        rmdir /root/away
      fi
      if [ -d /run/docker.sock ]; then rmdir /run/docker.sock; fi
      systemctl stop docker.socket docker 2>/dev/null
      rm -rf /root/bin /var/snap /snap /opt/docker-desktop /usr/bin/podman /run/user/1000 /etc/docker/tls
      rm -f /etc/systemd/system/snap.docker.dockerd.service /usr/lib/systemd/user/docker-desktop.service
      if [ -e /usr/bin/docker.deb ]; then mv /usr/bin/docker.deb /usr/bin/docker; fi
      systemctl unmask docker containerd
      systemctl daemon-reload
      systemctl enable docker
      systemctl start containerd
      """;

  // What the packages of the other kinds bring.
  private static final String SNAP =
      """
      mkdir -p /snap/bin /var/snap/docker/current/config
      echo '{"log-level": "error"}' >/var/snap/docker/current/config/daemon.json
      ln -s /usr/bin/snap /snap/bin/docker
      printf '[Service]\\nExecStart=/usr/bin/snap run docker.dockerd\\n' \
        >/etc/systemd/system/snap.docker.dockerd.service
      systemctl daemon-reload
      """;

  private static final String DESKTOP =
      """
      mkdir -p /opt/docker-desktop/bin /usr/lib/systemd/user
      printf '[Service]\\nExecStart=/opt/docker-desktop/bin/com.docker.backend\\n' \
        >/usr/lib/systemd/user/docker-desktop.service
      """;

  private static final String ROOTLESS =
      """
      mkdir -p /run/user/1000
      perl -MIO::Socket::UNIX -e \
        'IO::Socket::UNIX->new(Listen => 1, Local => "/run/user/1000/docker.sock") or die'
      """;

  private static final String PODMAN =
      """
      mv /usr/bin/docker /usr/bin/docker.deb
      printf '#!/bin/sh\\n[ -e /etc/containers/nodocker ] || echo "Emulate Docker CLI using podman." >&2\\nexec /usr/bin/podman "$@"\\n' >/usr/bin/docker
      ln -s /bin/true /usr/bin/podman
      chmod 755 /usr/bin/docker
      """;

  private static final String OWN_UNIT = "/etc/systemd/system/docker.service";

  private final Lab lab =
      Lab.start(List.of(LabImage.BOOKWORM), Lifetime.THROW_AWAY, System.err::println);
  private final Inside host = new Inside(lab.hosts().getFirst());

  @AfterAll
  void close() {
    lab.close();
  }

  @BeforeEach
  void asDebianInstallsIt() {
    host.sh(
        """
        pkill -x nc
        systemctl stop docker.socket docker 2>/dev/null
        rm -rf /etc/systemd/system/docker.service* /etc/docker/daemon.json /var/lib/portside
        : >/etc/default/docker
        systemctl daemon-reload
        systemctl reset-failed docker.socket docker
        systemctl start docker
        """);
  }

  @Test
  void hostsInFlagAndFile() {
    host.write(Inside.DAEMON_JSON, HOSTS);
    dockerFails();
    Portside fix = mends();
    assertThat(fix.err())
        .contains("hosts is set twice, by -H in the unit and by daemon.json")
        .contains("docker.service has -H fd://")
        .contains("docker tried to start and failed")
        .contains("the following directives are specified both as a flag and in the configuration");
  }

  @Test
  void defaultsThatSystemdDoesNotRead() {
    host.sh(
        "sed -e '/^EnvironmentFile/d' -e 's/ *\\$DOCKER_OPTS//' /lib/systemd/system/docker.service"
            + " >"
            + OWN_UNIT
            + " && ! grep -q DOCKER_OPTS "
            + OWN_UNIT
            + " && systemctl daemon-reload && systemctl restart docker");
    host.write(Inside.DEFAULTS, SEED);
    Portside fix = mends();
    assertThat(fix.err())
        .contains("/etc/default/docker says where to listen, but systemd does not read that file")
        .contains("/etc/default/docker: " + SEED.strip());
    assertThat(DockerClient.docker(host.host(), "images")).startsWith("REPOSITORY");
    assertThat(DockerClient.docker(host.host(), "ps")).startsWith("CONTAINER ID");
    assertThat(host.sh("cat " + Inside.DEFAULTS)).contains("-H tcp://0.0.0.0:2375");
  }

  @Test
  void unitsThatSystemdWasNotToldOf() {
    host.write(
        Inside.OVERRIDE,
        "[Service]\nExecStart=\nExecStart=/usr/sbin/dockerd"
            + " --containerd=/run/containerd/containerd.sock\n");
    host.write(Inside.DAEMON_JSON, HOSTS);
    Portside fix = mends();
    assertThat(fix.err())
        .contains("docker's unit files were changed, but systemd still runs the old ones")
        .contains("drop-ins on disk: " + Inside.OVERRIDE);
    assertThat(host.sh("systemctl show docker -p NeedDaemonReload")).endsWith("=no");
  }

  @Test
  void aDaemonJsonWithACommaTooMuch() {
    host.write(Inside.DAEMON_JSON, "{\n  \"debug\": true,\n  \"labels\": [\"a=b\"],\n}\n");
    dockerFails();
    Portside fix = mends();
    assertThat(fix.err())
        .containsPattern("daemon.json is not valid JSON at line [34], column \\d+")
        .contains("docker tried to start and failed");
    JsonNode json = Portside.json(host.sh("cat " + Inside.DAEMON_JSON));
    assertThat(json.path("debug").asBoolean()).isTrue();
    assertThat(json.at("/labels/0").asText()).isEqualTo("a=b");
  }

  @Test
  void applyDoesNotGuessWhatABadDaemonJsonMeant() {
    host.write(Inside.DAEMON_JSON, "{\n  \"debug\": true,\n}\n");
    Inside.State before = host.state();
    Portside apply = Portside.on(lab, "apply", "--allow-open");
    assertThat(apply.code()).isEqualTo(1);
    assertThat(apply.outcome("web1")).isEqualTo("refused");
    assertThat(apply.problem("web1").path("code").asText()).isEqualTo("daemon-json-invalid");
    assertThat(apply.problem("web1").path("where").asText()).matches(".*/daemon.json:[23]:\\d+");
    assertThat(host.state()).isEqualTo(before);
  }

  @Test
  void thePortOfAnother() {
    host.sh("ln -sf /bin/busybox /usr/local/bin/nc && setsid nc -l -p 2375 >/dev/null 2>&1 &");
    await().until(() -> host.listens(2375));
    String pid = host.sh("pgrep -x nc");
    Inside.State before = host.state();
    Portside fix = fix("-y", "--allow-open");
    assertThat(fix.code()).as(fix.toString()).isEqualTo(1);
    assertThat(fix.err())
        .contains("another process holds port 2375, so dockerd cannot have it")
        .contains("nc, pid " + pid);
    JsonNode problem = fix.problem(host.host().address());
    assertThat(problem.path("code").asText()).isEqualTo("port-in-use");
    assertThat(problem.path("what").asText()).contains("nc, pid " + pid);
    assertThat(host.state()).isEqualTo(before);
    assertThat(host.is("kill -0 " + pid)).isTrue();
  }

  @Test
  void dockerStopped() {
    host.sh("systemctl stop docker.socket docker");
    Portside fix = mends();
    assertThat(fix.err()).contains("docker is not running").contains("docker.service is inactive");
  }

  @Test
  void neverTold() {
    Portside fix = mends();
    assertThat(fix.err())
        .contains("dockerd was never told to listen on TCP: it serves its local socket only")
        .contains("there is no daemon.json");
    Portside again = fix("-y", "--allow-open");
    assertThat(again.code()).as(again.toString()).isZero();
    assertThat(again.err()).contains("dockerd listens as wanted");
    assertThat(again.outcome(host.host().address())).isEqualTo("ok");
    host.sh("systemctl disable docker");
    Portside but = fix("-y", "--allow-open");
    host.sh("systemctl enable docker");
    assertThat(but.code()).as(but.toString()).isZero();
    assertThat(but.err())
        .contains("dockerd listens as wanted", "But:", "docker is not started at boot", "docker -H")
        .contains("mend:  systemctl enable docker");
    Portside explain = fix("--explain");
    assertThat(explain.code()).as(explain.toString()).isZero();
    assertThat(explain.err()).contains("dockerd listens as wanted", "proof: dockerd, pid ");
    host.sh("iptables -I INPUT -p tcp --dport 2375 ! -i lo -j DROP");
    Portside walled = fix("--explain");
    host.sh("iptables -D INPUT -p tcp --dport 2375 ! -i lo -j DROP");
    assertThat(walled.code()).as(walled.toString()).isEqualTo(2);
    JsonNode problem = walled.problem(host.host().address());
    assertThat(problem.path("what").asText()).contains("a firewall stands in between");
    assertThat(problem.path("hint").asText()).contains("iptables -nvL INPUT");
  }

  @Test
  void onlyDiagnosesWithCheck() {
    Inside.State before = host.state();
    Portside fix = fix("--check");
    assertThat(fix.code()).as(fix.toString()).isEqualTo(2);
    assertThat(fix.err()).contains("Why nothing listens on 2375:", "What fix would do: change");
    assertThat(host.state()).isEqualTo(before);
  }

  @Test
  void asksNobodyWithoutATerminal() {
    Inside.State before = host.state();
    Portside fix = fix("--allow-open");
    assertThat(fix.code()).as(fix.toString()).isEqualTo(64);
    assertThat(fix.err()).contains("there is no terminal to ask at", "--yes", "--explain");
    assertThat(host.state()).isEqualTo(before);
  }

  @Test
  void asksForConsentAfterTheDiagnosis() {
    Inside.State before = host.state();
    Portside fix = fix("-y");
    assertThat(fix.code()).as(fix.toString()).isEqualTo(1);
    assertThat(fix.err()).contains("dockerd was never told to listen on TCP");
    assertThat(fix.problem(host.host().address()).path("code").asText())
        .isEqualTo("open-without-consent");
    assertThat(host.state()).isEqualTo(before);
  }

  @Test
  void aFileOfAnsiblesIsLeftToIt() {
    host.write(
        Inside.OVERRIDE,
        "# Ansible managed\n[Service]\nExecStart=\nExecStart=/usr/sbin/dockerd -H fd://\n");
    host.sh("systemctl daemon-reload");
    Inside.State before = host.state();
    Portside fix = fix("-y", "--allow-open");
    assertThat(fix.code()).as(fix.toString()).isEqualTo(1);
    JsonNode problem = fix.problem(host.host().address());
    assertThat(problem.path("code").asText()).isEqualTo("file-managed");
    assertThat(problem.path("what").asText()).contains("Ansible", "# Ansible managed");
    assertThat(fix.err())
        .contains("By hand, " + Inside.OVERRIDE + " shall read:")
        .contains("\"tcp://0.0.0.0:2375\"")
        .contains("systemctl daemon-reload; systemctl restart docker");
    assertThat(host.state()).isEqualTo(before);
  }

  @Test
  void aSecondExecStart() {
    dropIn("override", "", "/usr/sbin/dockerd -H fd:// -H tcp://0.0.0.0:2375");
    assertThat(host.is("systemctl restart docker")).isFalse();
    assertThat(mends().err()).contains("gives docker.service a second ExecStart=");
  }

  @Test
  void aDockerdThatIsNotThere() {
    dropIn("override", RESET, "/usr/bin/dockerd -H fd:// -H tcp://0.0.0.0:2375");
    dockerFails();
    assertThat(mends().err()).contains("dockerd is /usr/sbin/dockerd here");
  }

  /** Each is set up for real, explained without consent, and nothing is touched. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          daemon-json-key-unknown | key        | debugg
          tls-files-unreadable    | tlsverify  | tlsverify
          address-missing         | address    | 192.0.2.1:2375
          fd-without-socket       | fd         | told: fd://
          daemon-json-wrong-type  | text       | "hosts": "tcp
          daemon-json-host        | singular   | "host":
          other-port              | port       | 0.0.0.0:2376
          restart-missing         | restart    | has none of
          loopback-only           | loopback   | 127.0.0.1:2375
          config-file-elsewhere   | config     | /srv/docker.json
          dropin-overridden       | later      | zz-last.conf
          docker-disabled         | disabled   | UnitFileState=disabled
          docker-masked           | masked     | masked
          socket-is-directory     | directory  | directory
          local-socket-missing    | tcp        | told: tcp://0.0.0.0:2375
          tls-in-use              | tls        | "tls": true
          containerd-down         | containerd | containerd
          containerd-silent       | own        | waiting for containerd
          docker-rootless         | rootless   | rootless
          docker-snap             | snap       | snap
          docker-desktop          | desktop    | Docker Desktop
          docker-podman           | podman     | Podman
          """)
  void explains(String code, String state, String proof) {
    set(state);
    Inside.State before = host.state();
    Portside fix = fix("--explain");
    assertThat(host.state()).isEqualTo(before);
    host.sh(UNDO);
    assertThat(fix.code()).as(fix.toString()).isEqualTo(2);
    assertThat(fix.host(host.host().address()).path("problems"))
        .as(fix.toString())
        .anySatisfy(
            p -> {
              assertThat(p.path("code").asText()).isEqualTo(code);
              assertThat(p.path("what").asText()).contains(proof);
            });
  }

  private void set(String state) {
    if (Set.of("address", "tlsverify", "restart", "loopback", "port", "tcp", "tls")
        .contains(state)) {
      dropIn("override", RESET, "/usr/sbin/dockerd --containerd=/run/containerd/containerd.sock");
    }
    switch (state) {
      case "key" -> json("{\n  \"debugg\": true\n}\n", true);
      case "tlsverify" -> json(HOSTS.replace("}", ", \"tlsverify\": false}"), true);
      case "address" -> json(HOSTS.replace("0.0.0.0", "192.0.2.1"), true);
      case "text" -> json("{\"hosts\": \"tcp://0.0.0.0:2375\"}\n", false);
      case "singular" -> json("{\"host\": [\"tcp://0.0.0.0:2375\"]}\n", false);
      case "port" -> json(HOSTS.replace("2375", "2376"), false);
      case "restart" -> json(HOSTS, false);
      case "loopback" -> {
        json(HOSTS.replace("0.0.0.0", "127.0.0.1").replace("}", ", \"tls\": false}"), false);
        host.sh("systemctl restart docker");
      }
      case "tcp" -> {
        json("{\"hosts\": [\"tcp://0.0.0.0:2375\"], \"tls\": false}\n", false);
        host.sh("systemctl restart docker");
      }
      case "tls" -> {
        host.sh(
            "mkdir -p /etc/docker/tls && cd /etc/docker/tls && openssl req -x509 -newkey"
                + " rsa:2048 -nodes -subj /CN=web1 -keyout key.pem"
                + " -out cert.pem 2>/dev/null");
        json(
            HOSTS.replace(
                "}",
                ", \"tls\": true, \"tlscert\": \"/etc/docker/tls/cert.pem\", \"tlskey\":"
                    + " \"/etc/docker/tls/key.pem\"}"),
            false);
        host.sh("systemctl restart docker");
      }
      case "containerd" ->
          host.sh("systemctl mask --now containerd; systemctl restart --no-block docker");
      case "own" -> {
        host.write("/root/bin/containerd", "#!/bin/sh\nexec sleep 100\n");
        host.sh("chmod 755 /root/bin/containerd; systemctl mask --now containerd");
        dropIn("override", RESET, "/usr/sbin/dockerd -H fd://");
        host.write(
            "/etc/systemd/system/docker.service.d/path.conf",
            "[Service]\nEnvironment=PATH=/root/bin:/usr/sbin:/usr/bin:/sbin:/bin\n");
        host.sh("systemctl daemon-reload");
        assertThat(host.is("systemctl restart docker")).isFalse();
        host.sh("systemctl stop docker.socket docker");
      }
      case "config" ->
          dropIn("override", RESET, "/usr/sbin/dockerd --config-file=/srv/docker.json");
      case "later" -> {
        dropIn("override", RESET, "/usr/sbin/dockerd -H fd:// -H tcp://0.0.0.0:2375");
        dropIn("zz-last", RESET, "/usr/sbin/dockerd -H fd://");
      }
      case "fd" -> {
        host.sh(
            "sed '/^Requires=/d' /lib/systemd/system/docker.service >"
                + OWN_UNIT
                + "; systemctl daemon-reload; systemctl stop docker.socket docker");
        dockerFails();
      }
      case "disabled" -> host.sh("systemctl stop docker.socket docker; systemctl disable docker");
      case "masked" -> host.sh("systemctl stop docker.socket docker; systemctl mask docker");
      case "directory" ->
          host.sh(
              "systemctl stop docker.socket docker; rm -f /run/docker.sock; mkdir"
                  + " /run/docker.sock");
      default -> {
        host.sh(REMOVE);
        host.sh(
            switch (state) {
              case "snap" -> SNAP;
              case "desktop" -> DESKTOP;
              case "rootless" -> ROOTLESS;
              default -> PODMAN;
            });
      }
    }
  }

  private void json(String text, boolean fails) {
    host.write(Inside.DAEMON_JSON, text);
    if (fails) {
      dockerFails();
    }
  }

  private void dropIn(String name, String reset, String command) {
    host.write(
        "/etc/systemd/system/docker.service.d/" + name + ".conf",
        "[Service]\n" + reset + "ExecStart=" + command + "\n");
    host.sh("systemctl daemon-reload");
  }

  private Portside mends() {
    Portside fix = fix("-y", "--allow-open");
    assertThat(fix.code()).as(fix.toString()).isZero();
    assertThat(fix.outcome(host.host().address())).isEqualTo("changed");
    assertThat(fix.err()).contains("Why nothing listens on 2375:", "What will be done:");
    assertThat(DockerClient.docker(host.host(), "version", "-f", "{{.Server.Version}}"))
        .startsWith("20.10");
    assertThat(host.is("docker ps")).isTrue();
    return fix;
  }

  private Portside fix(String... more) {
    List<String> arguments = new ArrayList<>(List.of("fix", "ops@" + host.host().address()));
    arguments.addAll(List.of("--private-key", lab.privateKey().toString()));
    arguments.addAll(List.of("--known-hosts", lab.knownHosts().toString()));
    arguments.addAll(List.of("--ssh-config", "/dev/null", "-o", "json"));
    arguments.addAll(List.of(more));
    return Portside.run(arguments.toArray(String[]::new));
  }

  // systemd tries again until its limit is reached.
  private void dockerFails() {
    assertThat(host.is("systemctl restart docker")).isFalse();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> host.is("systemctl is-failed --quiet docker"));
  }
}
