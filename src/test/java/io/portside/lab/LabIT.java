package io.portside.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.InspectVolumeResponse;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.testcontainers.DockerClientFactory;

/** One host of each kind, really started. */
@TestInstance(Lifecycle.PER_CLASS)
class LabIT {
  private final Lab lab = Lab.start(LabImage.mixed(5), Lifetime.THROW_AWAY, System.err::println);

  @AfterAll
  void close() {
    lab.close();
  }

  @Test
  void startsWhatWasAskedFor() {
    assertThat(lab.hosts())
        .extracting(LabHost::name, LabHost::kind)
        .containsExactly(
            tuple("web1", LabImage.BOOKWORM),
            tuple("web2", LabImage.TRIXIE),
            tuple("web3", LabImage.BOOKWORM_SYSVINIT),
            tuple("web4", LabImage.BULLSEYE),
            tuple("web5", LabImage.FORKY));
  }

  @ParameterizedTest
  @ValueSource(strings = {"web1", "web2", "web3", "web4", "web5"})
  void sshdAnswersOnTheHostsOwnAddress(String name) {
    assertThat(greeting(lab.host(name).address())).contains("SSH-2.0-");
  }

  @ParameterizedTest
  @CsvSource({"web1,20.10.24", "web2,26.1.5", "web3,20.10.24", "web4,20.10.5", "web5,28."})
  void dockerOfTheSuiteAnswersInside(String name, String version) {
    Execution execution =
        lab.host(name).exec("docker", "version", "--format", "{{.Server.Version}}");
    assertThat(execution.output()).startsWith(version);
    assertThat(execution.succeeded()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"web1,systemd", "web2,systemd", "web3,init", "web4,systemd", "web5,systemd"})
  void theInitIsTheOneOfTheKind(String name, String init) {
    assertThat(lab.host(name).exec("cat", "/proc/1/comm").output().strip()).isEqualTo(init);
  }

  @ParameterizedTest
  @ValueSource(strings = {"web1", "web2", "web3", "web4", "web5"})
  void containersRunInside(String name) {
    RunningContainer container = lab.host(name).busybox("app", "always");
    Execution execution = lab.host(name).exec("cat", "/proc/" + container.pid() + "/cmdline");
    assertThat(execution.output()).startsWith("/bin/busybox");
    assertThat(container.id()).hasSize(64);
  }

  @Test
  void eachHostHasKeysOfItsOwn() throws Exception {
    List<String> known = Files.readAllLines(lab.knownHosts());
    assertThat(known).doesNotHaveDuplicates();
    for (LabHost host : lab.hosts()) {
      assertThat(known).anyMatch(line -> line.startsWith(host.address() + " ssh-ed25519 "));
    }
    assertThat(known.stream().map(line -> line.substring(line.indexOf(' '))))
        .doesNotHaveDuplicates();
  }

  @Test
  void hostsComeBackAfterAPowerCut() throws Exception {
    Map<LabHost, RunningContainer> before = new LinkedHashMap<>();
    for (LabHost host : lab.hosts()) {
      before.put(host, host.busybox("restarted", "always"));
      host.busybox("ended", "no");
      host.exec("touch", "/etc/stays", "/run/goes", "/tmp/goes");
    }
    List<String> addresses = lab.hosts().stream().map(LabHost::address).toList();

    lab.hosts().forEach(lab::powerOff);
    assertThat(addresses).allSatisfy(address -> assertThat(greeting(address)).isEmpty());
    // The engine gives the lowest free address to the first that asks: most get another's.
    lab.hosts().reversed().forEach(lab::powerOn);

    for (LabHost host : lab.hosts()) {
      assertThat(login(host, "ops")).isEqualTo("ops on " + host.name() + "\n");
      assertThat(Files.readString(lab.inventory())).contains("\"" + host.address() + "\"");
      assertThat(host.exec("ls", "/etc/stays").succeeded()).isTrue();
      assertThat(host.exec("ls", "/run/goes").succeeded()).isFalse();
      assertThat(host.exec("ls", "/tmp/goes").succeeded()).isFalse();
      await().atMost(Duration.ofMinutes(1)).until(() -> host.running("restarted").pid() > 0);
      assertThat(host.running("restarted").id())
          .isEqualTo(Objects.requireNonNull(before.get(host)).id());
      assertThat(host.running("ended").pid()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"root", "ops", "dev", "nosudo"})
  void letsUsersInWithTheKey(String user) throws Exception {
    for (LabHost host : lab.hosts()) {
      assertThat(login(host, user)).isEqualTo(user + " on " + host.name() + "\n");
    }
  }

  @Test
  void nothingIsLeftBehind() {
    DockerClient client = DockerClientFactory.instance().client();
    Lab another = Lab.start(List.of(LabImage.BOOKWORM), Lifetime.THROW_AWAY, System.err::println);
    String id = another.host("web1").getContainerId();
    List<String> volumes = volumes(client.inspectContainerCmd(id).exec());
    assertThat(volumes).hasSize(1);

    another.close();

    assertThat(client.listContainersCmd().withShowAll(true).exec())
        .noneMatch(container -> container.getId().equals(id));
    assertThat(client.listVolumesCmd().exec().getVolumes())
        .extracting(InspectVolumeResponse::getName)
        .doesNotContainAnyElementsOf(volumes);
    assertThat(another.inventory().getParent()).doesNotExist();
  }

  @Test
  void removesWhatDeadRunsLeft() {
    DockerClient client = DockerClientFactory.instance().client();
    Owner self = Owner.self();
    Owner dead = new Owner(self.pid(), self.started() - 1, self.machine());
    String left = create(client, dead, Lifetime.THROW_AWAY);
    String kept = create(client, dead, Lifetime.KEPT);
    String ours = create(client, self, Lifetime.THROW_AWAY);

    new Containers(client).removeLeftovers(self);

    List<String> ids =
        client.listContainersCmd().withShowAll(true).exec().stream()
            .map(container -> container.getId())
            .toList();
    assertThat(ids).contains(kept, ours).doesNotContain(left);
    Stream.of(kept, ours)
        .forEach(id -> client.removeContainerCmd(id).withRemoveVolumes(true).exec());
  }

  /** What a user says who logs in with the files of the lab. */
  private String login(LabHost host, String user) throws IOException {
    Process ssh =
        new ProcessBuilder(
                "ssh",
                "-F/dev/null",
                "-oBatchMode=yes",
                "-oUserKnownHostsFile=" + lab.knownHosts(),
                "-i" + lab.privateKey(),
                user + "@" + host.address(),
                "echo $(whoami) on $(hostname)")
            .redirectErrorStream(true)
            .start();
    return new String(ssh.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** What sshd says first; empty where none answers. */
  private static Optional<String> greeting(String address) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, 22), 2000);
      byte[] banner = socket.getInputStream().readNBytes(8);
      return Optional.of(new String(banner, StandardCharsets.US_ASCII));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String create(DockerClient client, Owner owner, Lifetime lifetime) {
    return client
        .createContainerCmd(new Recipe(LabImage.BOOKWORM).name())
        .withLabels(
            Map.of(
                Containers.LAB, "of-a-test",
                Containers.OWNER, owner.toString(),
                Containers.LIFETIME, lifetime.name()))
        .exec()
        .getId();
  }

  private static List<String> volumes(InspectContainerResponse container) {
    return Objects.requireNonNull(container.getMounts()).stream()
        .map(InspectContainerResponse.Mount::getName)
        .filter(Objects::nonNull)
        .toList();
  }
}
