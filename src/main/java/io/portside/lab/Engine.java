package io.portside.lab;

import com.github.dockerjava.api.DockerClient;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.utility.TestcontainersConfiguration;

/** The Docker engine that the lab hosts run in. */
public final class Engine implements AutoCloseable {
  private final DockerClient client;
  private final Optional<OwnDockerd> own;

  private Engine(DockerClient client, Optional<OwnDockerd> own) {
    this.client = client;
    this.own = own;
  }

  /**
   * The engine that Testcontainers finds ({@code DOCKER_HOST}, the default socket, Docker Desktop
   * and the like). Where none answers on the default socket of a Debian and we are root, one is
   * installed and started first.
   *
   * @param progress gets a line for each thing done that takes time
   * @throws io.portside.problem.InputException {@code no-engine}
   */
  public static Engine ensure(Consumer<String> progress) {
    Optional<OwnDockerd> own = Exclusive.run("engine", () -> startWhereMissing(progress));
    configureTestcontainers();
    try {
      return new Engine(DockerClientFactory.instance().client(), own);
    } catch (IllegalStateException e) {
      own.ifPresent(OwnDockerd::close);
      throw chosenHost()
          .map(
              host ->
                  LabProblem.noEngine(
                      "no Docker engine answers at " + host + ", which DOCKER_HOST names",
                      "start it, or unset DOCKER_HOST"))
          .orElseGet(
              () ->
                  LabProblem.noEngine(
                      "no Docker engine answers at unix://"
                          + EngineSocket.PATH
                          + ", and only root on Debian can be given one",
                      "start Docker or run as root"));
    }
  }

  private static Optional<OwnDockerd> startWhereMissing(Consumer<String> progress) {
    if (chosenHost().isPresent() || !LocalCommand.mayInstall() || EngineSocket.answers()) {
      return Optional.empty();
    }
    if (!LocalCommand.exists("dockerd")) {
      LocalCommand.install("docker.io", progress);
      if (EngineSocket.answers()) {
        return Optional.empty(); // The machine's own init started it.
      }
    }
    return Optional.of(OwnDockerd.start(progress));
  }

  /** An engine that the user names is used or fails; none other is put in its place. */
  private static Optional<String> chosenHost() {
    return Optional.ofNullable(System.getenv("DOCKER_HOST")).filter(host -> !host.isBlank());
  }

  /**
   * Done in the memory of this process, so that nobody has to set variables. With reuse switched on
   * Testcontainers neither starts a container of a public image that cleans up nor does so itself
   * when the process ends, which would take hosts that are to be kept: {@link Removal} does it. The
   * strategy replaces one that Testcontainers may have noted for this user, as that is its own for
   * the same socket; {@code DOCKER_HOST} goes before both.
   */
  private static void configureTestcontainers() {
    Properties properties = TestcontainersConfiguration.getInstance().getUserProperties();
    properties.setProperty("testcontainers.reuse.enable", "true");
    properties.setProperty("docker.client.strategy", EngineStrategy.class.getName());
  }

  /** The engine's API. */
  public DockerClient client() {
    return client;
  }

  /** A shell command that stops the engine; empty where it was there before. */
  Optional<String> stopCommand() {
    return own.map(dockerd -> "kill " + dockerd.pid());
  }

  /** Stops the engine where {@link #ensure} started it. */
  @Override
  public void close() {
    own.ifPresent(OwnDockerd::close);
  }
}
