package io.portside.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.HostConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** One throw-away host: a container with an init, sshd and a Docker of its own. */
public final class LabHost extends GenericContainer<LabHost> {
  /** Who can log in: root; ops, who may sudo; dev, who may with a password; nosudo, who may not. */
  static final List<String> USERS = List.of("root", "ops", "dev", "nosudo");

  private final String name;
  private final LabImage kind;

  /**
   * Not started yet.
   *
   * @param name its host name
   * @param kind what it is
   * @param image the name of a present image of that kind
   * @param labels how {@link Containers} finds it again
   */
  LabHost(String name, LabImage kind, String image, Map<String, String> labels) {
    super(DockerImageName.parse(image));
    this.name = name;
    this.kind = kind;
    withImagePullPolicy(_ -> false);
    withLabels(labels);
    withLabel("io.portside.lab.host", name);
    withEnv("container", "docker"); // systemd's container interface: what runs it, see systemd(1)
    withTmpFs(Map.of("/run", "", "/run/lock", "", "/tmp", ""));
    withCreateContainerCmdModifier(this::adjust);
    withReuse(true); // Nobody's clean-up but ours, see Engine. The labels are new with each lab.
    waitingFor(new HostStart());
  }

  /**
   * As much as an init and a Docker need. Not the privileged mode: it fails where the engine itself
   * has no CAP_SYS_RESOURCE, and gives the machine's devices away.
   */
  private void adjust(CreateContainerCmd create) {
    HostConfig config = Objects.requireNonNull(create.getHostConfig());
    config
        .withCapAdd(Capability.ALL)
        .withCapDrop(Capability.SYS_RESOURCE)
        .withSecurityOpts(List.of("seccomp=unconfined", "apparmor=unconfined"))
        .withDeviceCgroupRules(List.of("a *:* rwm"))
        .withCgroupnsMode("private");
    create.withHostName(name);
  }

  /** Its host name, such as {@code web1}. */
  public String name() {
    return name;
  }

  /** What it is. */
  public LabImage kind() {
    return kind;
  }

  /**
   * Its own IPv4 address on the engine's bridge; sshd listens there on port 22. {@link Lab#powerOn}
   * may change it.
   *
   * @throws IllegalStateException the host is off
   */
  public String address() {
    return getCurrentContainerInfo().getNetworkSettings().getNetworks().values().stream()
        .map(ContainerNetwork::getIpAddress)
        .filter(Objects::nonNull)
        .filter(address -> !address.isEmpty())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(name + " has no address"));
  }

  /** See {@link Lab#powerOff}. */
  void powerOff() {
    getDockerClient().killContainerCmd(getContainerId()).exec(); // returns when all has ended
  }

  /** See {@link Lab#powerOn}. */
  void powerOn() {
    getDockerClient().startContainerCmd(getContainerId()).exec();
    new HostStart().waitUntilReady(this);
  }

  /** Runs a command there as root, past SSH, and waits for its end. */
  public Execution exec(String... command) {
    try {
      ExecResult result = execInContainer(UTF_8, command);
      return new Execution(result.getExitCode(), result.getStdout() + result.getStderr());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted in " + name, e);
    }
  }

  /**
   * Lets a key log in.
   *
   * @param publicKey a line as in {@code id_ed25519.pub}
   * @param users of {@code root}, {@code ops}, {@code dev}, {@code nosudo}
   */
  public void authorize(String publicKey, String... users) {
    script(
        "authorize.sh",
        Stream.concat(Stream.of(publicKey), Stream.of(users)).toArray(String[]::new));
  }

  /** Its host keys as lines of a known_hosts file, see {@code sshd(8)}. */
  public List<String> hostKeys() {
    String keys = checked(exec("sh", "-c", "cat /etc/ssh/ssh_host_*_key.pub"));
    String address = address();
    return keys.lines()
        .map(line -> line.split(" ", -1))
        .map(words -> address + " " + words[0] + " " + words[1])
        .toList();
  }

  /**
   * Runs a container in it that does nothing until it is stopped, which it is at once.
   *
   * @param container its name
   * @param restartPolicy as {@code docker run --restart} takes it: {@code no}, {@code always},
   *     {@code unless-stopped}
   */
  public RunningContainer busybox(String container, String restartPolicy) {
    return container(script("busybox.sh", container, restartPolicy));
  }

  /** The container of that name as it runs now; its pid is 0 where it does not. */
  public RunningContainer running(String container) {
    return container(checked(exec("docker", "inspect", "-f", "{{.Id}} {{.State.Pid}}", container)));
  }

  private static RunningContainer container(String line) {
    String[] words = line.strip().split(" ", -1);
    return new RunningContainer(words[0], Long.parseLong(words[1]));
  }

  private String script(String file, String... arguments) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("sh", "-c", new String(Recipe.resource(file), UTF_8), file));
    command.addAll(List.of(arguments));
    return checked(exec(command.toArray(String[]::new)));
  }

  private String checked(Execution execution) {
    if (!execution.succeeded()) {
      throw new IllegalStateException(name + ": " + execution.output());
    }
    return execution.output();
  }
}
