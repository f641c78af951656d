package io.portside.cli;

import static io.portside.cli.Mends.HOSTS;
import static io.portside.lab.LabImage.BOOKWORM;
import static io.portside.lab.LabImage.BOOKWORM_SYSVINIT;
import static io.portside.lab.LabImage.FORKY;
import static io.portside.lab.LabImage.TRIXIE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;

/** How {@code fix} goes about it: what it tells, asks and leaves alone. */
final class Looks {
  private Looks() {}

  static void addTo(Patients patients) {
    patients.on(List.of(BOOKWORM, FORKY), "all is well", Looks::well);
    patients.on(List.of(BOOKWORM, BOOKWORM_SYSVINIT), "a firewall", Looks::firewall);
    patients.on(TRIXIE, "ufw and firewalld", Looks::namedFirewalls);
    patients.on(TRIXIE, "not at boot", Looks::disabled);
    patients.on(BOOKWORM, "containerd without a word", Looks::containerdSilent);
    patients.on(TRIXIE, "at a terminal", Looks::asks);
    patients.on(TRIXIE, "without a terminal", Looks::asksNobody);
    patients.on(BOOKWORM, "without consent", Looks::consent);
    patients.on(BOOKWORM, "with --check", Looks::onlyDiagnoses);
  }

  private static void open(Patient patient) {
    if (patient.host().kind().systemd()) {
      patient.noFlags();
      patient.json(HOSTS);
    } else {
      patient.json(HOSTS.replace("fd://", "unix:///var/run/docker.sock"));
    }
    patient.restart();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> patient.inside().is("docker -H tcp://127.0.0.1:2375 ps"));
  }

  private static void well(Patient patient) {
    open(patient);
    Inside.State before = patient.inside().state();
    Portside fix = patient.fix("-y", "--allow-open");
    assertThat(patient.inside().state()).isEqualTo(before);
    assertThat(fix.code()).as(fix.toString()).isZero();
    assertThat(fix.outcome(patient.host().address())).isEqualTo("ok");
    String endpoint = "tcp://" + patient.host().address() + ":2375";
    assertThat(fix.err())
        .contains("dockerd listens as wanted: tcp://0.0.0.0:2375", "proof: dockerd, pid ")
        .contains("asked from here, " + endpoint + " answers; try it: docker -H " + endpoint)
        .doesNotContain("But:");
    Portside explain = patient.fix("--explain");
    assertThat(explain.code()).as(explain.toString()).isZero();
    StreamSupport.stream(fix.host(patient.host().address()).path("steps").spliterator(), false)
        .forEach(step -> System.err.println("a host where all is well: " + step));
  }

  private static void firewall(Patient patient) {
    open(patient);
    patient.sh("iptables -I INPUT -p tcp --dport 2375 ! -i lo -j DROP");
    JsonNode problem = patient.explained().getFirst();
    assertThat(problem.path("what").asText())
        .contains("the host itself is served, so a firewall stands in between (its rule: -A INPUT")
        .contains("--dport 2375 -j DROP");
    assertThat(problem.path("hint").asText()).contains("iptables -nvL INPUT", "crontabs");
  }

  /** ufw tells in its file that it is on; firewalld has a folder where it runs. */
  private static void namedFirewalls(Patient patient) {
    open(patient);
    patient.inside().write("/etc/ufw/ufw.conf", "ENABLED=yes\nLOGLEVEL=low\n");
    patient.sh("mkdir /run/firewalld; iptables -A INPUT -p tcp --dport 22 -j ACCEPT");
    patient.sh("iptables -A INPUT -i lo -j ACCEPT; iptables -P INPUT DROP");
    JsonNode problem = patient.explained().getFirst();
    assertThat(problem.path("what").asText())
        .contains("(firewalld is on; ufw is on; its rule: -P INPUT DROP)");
    assertThat(problem.path("hint").asText())
        .contains("ufw allow from YOUR-NETWORK to any port 2375 proto tcp")
        .contains("firewall-cmd --add-port=2375/tcp");
  }

  private static void disabled(Patient patient) {
    open(patient);
    patient.sh("systemctl disable docker");
    Portside fix = patient.fix("-y", "--allow-open");
    assertThat(fix.code()).as(fix.toString()).isZero();
    assertThat(fix.err())
        .contains("dockerd listens as wanted", "But:", "docker is not started at boot", "docker -H")
        .contains("UnitFileState=disabled", "mend:  systemctl enable docker");
    assertThat(patient.explained())
        .extracting(p -> p.path("code").asText())
        .containsExactly("docker-disabled");
  }

  /** Its own containerd, which never answers: the unit does not name the system's. */
  private static void containerdSilent(Patient patient) {
    patient.inside().write("/root/bin/containerd", "#!/bin/sh\nexec sleep 100\n");
    patient.sh("chmod 755 /root/bin/containerd; systemctl mask --now containerd");
    patient.dropIn(
        "override",
        "Environment=PATH=/root/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "ExecStart=",
        "ExecStart=/usr/sbin/dockerd -H fd://");
    assertThat(patient.inside().is("systemctl restart docker")).isFalse();
    patient.sh("systemctl stop docker.socket docker");
    JsonNode problem = patient.explained().getFirst();
    assertThat(problem.path("code").asText()).isEqualTo("containerd-silent");
    assertThat(problem.path("what").asText())
        .contains("timeout waiting for containerd", "ExecStart has no --containerd");
  }

  private static void asks(Patient patient) {
    try (var home = new TemporaryFolder();
        Tmux tmux =
            Tmux.run(home.path(), 200, 60, List.of("HOME=" + home.path()), patient.words())) {
      Inside.State before = patient.inside().state();
      answer(tmux, "Is that network yours alone? [y/N]", "y");
      answer(tmux, "Do it? [y/N]", "n");
      answer(tmux, Tmux.EXITED + "2", "");
      assertThat(patient.inside().state()).isEqualTo(before);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try (var home = new TemporaryFolder();
        Tmux tmux =
            Tmux.run(home.path(), 200, 60, List.of("HOME=" + home.path()), patient.words())) {
      answer(tmux, "Is that network yours alone? [y/N]", "y");
      answer(tmux, "Do it? [y/N]", "yes");
      answer(tmux, Tmux.EXITED + "0", "");
      assertThat(String.join("\n", tmux.lines()))
          .contains("Why nothing listens on 2375:", "[no-tcp-endpoint]", "What it interrupts:")
          .contains("changed  docker down");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void answer(Tmux tmux, String question, String keys) throws IOException {
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> tmux.lines().stream().anyMatch(line -> line.contains(question)));
    if (!keys.isEmpty()) {
      tmux.type(keys, "Enter");
    }
  }

  private record TemporaryFolder(Path path) implements AutoCloseable {
    TemporaryFolder() throws IOException {
      this(Files.createTempDirectory("portside-fix"));
    }

    @Override
    public void close() throws IOException {
      try (var files = Files.walk(path)) {
        for (Path file : files.toList().reversed()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static void asksNobody(Patient patient) {
    Inside.State before = patient.inside().state();
    Portside fix = patient.fix("--allow-open");
    assertThat(fix.code()).as(fix.toString()).isEqualTo(64);
    assertThat(fix.err()).contains("there is no terminal to ask at", "--yes", "--explain");
    assertThat(patient.inside().state()).isEqualTo(before);
  }

  private static void consent(Patient patient) {
    Inside.State before = patient.inside().state();
    Portside fix = patient.fix("-y");
    assertThat(fix.code()).as(fix.toString()).isEqualTo(1);
    assertThat(fix.err()).contains("dockerd was never told to listen on TCP");
    assertThat(fix.problem(patient.host().address()).path("code").asText())
        .isEqualTo("open-without-consent");
    assertThat(patient.inside().state()).isEqualTo(before);
  }

  private static void onlyDiagnoses(Patient patient) {
    Inside.State before = patient.inside().state();
    Portside fix = patient.fix("--check");
    assertThat(fix.code()).as(fix.toString()).isEqualTo(2);
    assertThat(fix.err()).contains("Why nothing listens on 2375:", "What fix would do: change");
    assertThat(patient.inside().state()).isEqualTo(before);
  }
}
