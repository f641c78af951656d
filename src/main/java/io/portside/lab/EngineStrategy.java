package io.portside.lab;

import java.net.URI;
import java.nio.file.Files;
import org.testcontainers.dockerclient.DockerClientProviderStrategy;
import org.testcontainers.dockerclient.TransportConfig;

/**
 * How Testcontainers finds the engine on its default socket. Its own way to do so asks, on a
 * machine that is itself a container, a container of a public image for the way back, which takes
 * minutes where no registry answers; lab hosts are reached by their own addresses, so nobody needs
 * to know.
 *
 * <p>Public, as Testcontainers makes it by its name.
 */
public final class EngineStrategy extends DockerClientProviderStrategy {

  @Override
  public String getDescription() {
    return "the default socket";
  }

  @Override
  public TransportConfig getTransportConfig() {
    return TransportConfig.builder().dockerHost(URI.create("unix://" + EngineSocket.PATH)).build();
  }

  @Override
  public synchronized String getDockerHostIpAddress() {
    return "localhost";
  }

  @Override
  protected boolean isApplicable() {
    return Files.exists(EngineSocket.PATH);
  }
}
