package io.portside.lab;

import com.github.dockerjava.api.exception.DockerException;
import io.portside.problem.InputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.testcontainers.containers.ContainerLaunchException;

/**
 * Some throw-away hosts, and the files to reach them with:
 *
 * <pre>{@code
 * try (Lab lab = Lab.start(LabImage.mixed(3), Lifetime.THROW_AWAY, System.err::println)) {
 *   // portside -i lab.inventory() --known-hosts lab.knownHosts()
 * }
 * }</pre>
 */
public final class Lab implements AutoCloseable {
  private final String id;
  private final Lifetime lifetime;
  private final Removal removal;
  private final LabFiles files;
  private final List<LabHost> hosts;

  /** What the files say, by host name, in the order of the hosts. */
  private final Map<String, LabFiles.Entry> entries = new LinkedHashMap<>();

  private Lab(String id, Lifetime lifetime, Removal removal, LabFiles files, List<LabHost> hosts) {
    this.id = id;
    this.lifetime = lifetime;
    this.removal = removal;
    this.files = files;
    this.hosts = hosts;
  }

  /**
   * Starts hosts named web1, web2 and so on, all at once, with an engine and images where these are
   * missing. Takes seconds, but minutes the first time.
   *
   * @param kinds one for each host
   * @param progress gets a line for each thing done that takes time; never two at once
   * @throws InputException {@code no-engine} or {@code lab-failed}; nothing is left behind
   */
  public static Lab start(List<LabImage> kinds, Lifetime lifetime, Consumer<String> progress) {
    Consumer<String> lines = oneAtATime(progress);
    Engine engine = Engine.ensure(lines);
    String id = UUID.randomUUID().toString().substring(0, 8);
    ScratchDirectory directory = ScratchDirectory.create();
    Removal removal = Removal.armed(engine, id, directory);
    try {
      sweep(engine, lines);
      LabFiles files = new LabFiles(directory.path());
      List<LabHost> hosts = create(kinds, images(engine, kinds, lines), labels(id, lifetime));
      Lab lab = new Lab(id, lifetime, removal, files, hosts);
      lab.start(lines);
      return lab;
    } catch (RuntimeException e) {
      removal.close();
      throw e;
    }
  }

  private static void sweep(Engine engine, Consumer<String> progress) {
    int leftovers = new Containers(engine.client()).removeLeftovers(Owner.self());
    if (leftovers > 0) {
      progress.accept("Removed " + leftovers + " hosts that an earlier run left behind");
    }
  }

  private static Map<LabImage, String> images(
      Engine engine, List<LabImage> kinds, Consumer<String> progress) {
    ImageStore store = new ImageStore(engine.client(), progress);
    Map<LabImage, String> images = new ConcurrentHashMap<>();
    inParallel(
        kinds.stream().distinct().toList(),
        kind -> {
          String name = store.ensure(kind);
          images.put(kind, name);
          return name;
        });
    return images;
  }

  private static Map<String, String> labels(String id, Lifetime lifetime) {
    return Map.of(
        Containers.LAB, id,
        Containers.OWNER, Owner.self().toString(),
        Containers.LIFETIME, lifetime.name());
  }

  private static List<LabHost> create(
      List<LabImage> kinds, Map<LabImage, String> images, Map<String, String> labels) {
    List<LabHost> hosts = new ArrayList<>();
    for (LabImage kind : kinds) {
      String image = Objects.requireNonNull(images.get(kind));
      hosts.add(new LabHost("web" + (hosts.size() + 1), kind, image, labels));
    }
    return List.copyOf(hosts);
  }

  private void start(Consumer<String> progress) {
    long start = System.nanoTime();
    progress.accept("Starting " + hosts.size() + " hosts");
    LabKey key = LabKey.generate();
    files.write(key);
    inParallel(hosts, host -> prepare(host, key, start, progress))
        .forEach(entry -> entries.put(entry.name(), entry));
    files.write(entries.values());
    if (lifetime == Lifetime.KEPT) {
      removal.disarm();
    }
  }

  private static LabFiles.Entry prepare(
      LabHost host, LabKey key, long start, Consumer<String> progress) {
    try {
      host.start();
      host.authorize(key.publicLine(), LabHost.USERS.toArray(String[]::new));
    } catch (ContainerLaunchException | DockerException e) {
      throw LabProblem.failed(host.name() + " did not start: " + rootMessage(e), "");
    }
    progress.accept(
        "%s (%s) is up on %s after %s"
            .formatted(
                host.name(),
                host.kind().label(),
                host.address(),
                LocalCommand.secondsSince(start)));
    return entry(host);
  }

  private static LabFiles.Entry entry(LabHost host) {
    return new LabFiles.Entry(host.name(), host.address(), host.hostKeys());
  }

  private static String rootMessage(Throwable failure) {
    Throwable root =
        Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
            .reduce(failure, (_, cause) -> cause);
    return String.valueOf(root.getMessage());
  }

  /** All of them, in the order of their names. */
  public List<LabHost> hosts() {
    return hosts;
  }

  /** The host of that name. */
  public LabHost host(String name) {
    return hosts.stream()
        .filter(host -> host.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No host " + name));
  }

  /**
   * Cuts the power of a host that runs: all its processes are killed at once, those of its
   * containers too. What they wrote to files stays, also what was never flushed, as the kernel
   * below lives on; /run and /tmp are lost.
   */
  public void powerOff(LabHost host) {
    host.powerOff();
  }

  /**
   * Boots a host whose power was cut, and waits until it is up. It may have another address: {@link
   * LabHost#address}, the inventory and the known hosts tell the new one.
   *
   * @throws ContainerLaunchException it does not come up
   */
  public void powerOn(LabHost host) {
    host.powerOn();
    synchronized (entries) {
      entries.put(host.name(), entry(host));
      files.write(entries.values());
    }
  }

  /** An inventory of the hosts; they are logged in to as ops, who may sudo without a password. */
  public Path inventory() {
    return files.inventory();
  }

  /** The keys of the hosts. */
  public Path knownHosts() {
    return files.knownHosts();
  }

  /** A private key that root, ops, dev and nosudo of all hosts let in. */
  public Path privateKey() {
    return files.privateKey();
  }

  /** A shell command that removes kept hosts, and stops the engine where it came with them. */
  public String removal() {
    return "docker rm -fv $(docker ps -aq --filter label=%s=%s); rm -r %s"
            .formatted(Containers.LAB, id, files.directory())
        + removal.engineStop().map(command -> "; " + command).orElse("");
  }

  /** Removes the hosts, their volumes and the files; with {@link Lifetime#KEPT} nothing. */
  @Override
  public void close() {
    if (lifetime == Lifetime.THROW_AWAY) {
      removal.close();
    }
  }

  private static Consumer<String> oneAtATime(Consumer<String> progress) {
    Object lock = new Object();
    return line -> {
      synchronized (lock) {
        progress.accept(line);
      }
    };
  }

  /** Does the same for all, and waits for all also where one fails. */
  private static <T, R> List<R> inParallel(List<T> items, Function<T, R> work) {
    List<CompletableFuture<R>> running =
        items.stream()
            .map(
                i -> CompletableFuture.supplyAsync(() -> work.apply(i), Thread::startVirtualThread))
            .toList();
    try {
      CompletableFuture.allOf(running.toArray(CompletableFuture<?>[]::new)).join();
      return running.stream().map(CompletableFuture::join).toList();
    } catch (CompletionException e) {
      if (e.getCause() instanceof InputException problem) {
        throw problem;
      }
      throw e;
    }
  }
}
