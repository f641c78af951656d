package io.portside.facts;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;

/**
 * The running engine, from {@code docker info} on its local socket.
 *
 * @param version such as {@code 26.1.5+dfsg1}
 * @param swarm {@code inactive} where the host is not in Swarm mode
 */
public record Engine(
    String version,
    String rootDir,
    boolean liveRestore,
    String swarm,
    int containers,
    int containersRunning,
    int containersPaused,
    int images,
    String operatingSystem) {
  /** Far more than {@code docker info} has; a host could make each cost a hundred bytes here. */
  private static final int TOKENS = 100_000;

  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(StreamReadConstraints.builder().maxTokenCount(TOKENS).build())
              .build());

  static Optional<Engine> parse(String json) {
    try {
      JsonNode info = JSON.readTree(json);
      if (info == null || info.path("ServerVersion").asText().isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          new Engine(
              info.path("ServerVersion").asText(),
              info.path("DockerRootDir").asText(),
              info.path("LiveRestoreEnabled").asBoolean(),
              info.path("Swarm").path("LocalNodeState").asText("inactive"),
              info.path("Containers").asInt(),
              info.path("ContainersRunning").asInt(),
              info.path("ContainersPaused").asInt(),
              info.path("Images").asInt(),
              info.path("OperatingSystem").asText()));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** No container runs, and none is paused. */
  public boolean nothingRuns() {
    return containersRunning == 0 && containersPaused == 0;
  }

  /** In Swarm mode dockerd refuses live-restore. */
  public boolean inSwarm() {
    return !swarm.equals("inactive") && !swarm.isEmpty();
  }
}
