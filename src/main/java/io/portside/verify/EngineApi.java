package io.portside.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portside.problem.Untrusted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A client of one Docker Engine API over plain TCP. Paths are without a version, because engines
 * from 29.0 on refuse old ones. Every answer is bounded in size and time; what it says is untrusted
 * text.
 */
public final class EngineApi {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SMALL = 1 << 20;
  private static final int LARGE = 16 << 20;

  private final Endpoint endpoint;
  private final PlainHttp http;

  /**
   * Connects to nothing yet.
   *
   * @param host a name or an address, an IPv6 one with or without brackets
   */
  public EngineApi(String host, int port) {
    this(host, port, Duration.ofSeconds(5), Duration.ofSeconds(10));
  }

  EngineApi(String host, int port, Duration connect, Duration whole) {
    this.endpoint = Endpoint.of(host, port);
    this.http = new PlainHttp(connect, whole);
  }

  /** Asks whether the API is served; LISTEN alone is not: the port opens before it. */
  public void ping() throws ApiException {
    if (!ok("/_ping", SMALL).strip().equals("OK")) {
      throw endpoint.notDocker("/_ping says something other than OK");
    }
  }

  /** Asks which engine this is. */
  public EngineVersion version() throws ApiException {
    JsonNode version = json("/version", SMALL);
    if (version.path("Version").asText().isEmpty()
        || version.path("ApiVersion").asText().isEmpty()) {
      throw endpoint.notDocker("/version tells no Version and ApiVersion");
    }
    return new EngineVersion(
        version.path("Version").asText(),
        version.path("ApiVersion").asText(),
        version.path("MinAPIVersion").asText());
  }

  /**
   * Lists containers, in docker's order: newest first.
   *
   * @param all stopped ones too
   */
  public List<Container> containers(boolean all) throws ApiException {
    List<Container> containers = new ArrayList<>();
    for (JsonNode node : list("/containers/json?all=" + (all ? 1 : 0))) {
      containers.add(Listing.container(node));
    }
    return List.copyOf(containers);
  }

  /** Lists images, one for each tag, in docker's order: newest first. */
  public List<Image> images() throws ApiException {
    List<Image> images = new ArrayList<>();
    for (JsonNode node : list("/images/json")) {
      images.addAll(Listing.images(node));
    }
    return List.copyOf(images);
  }

  private JsonNode list(String path) throws ApiException {
    JsonNode list = json(path, LARGE);
    if (!list.isArray()) {
      throw endpoint.notDocker(path + " is no list");
    }
    return list;
  }

  private JsonNode json(String path, int max) throws ApiException {
    try {
      return JSON.readTree(ok(path, max));
    } catch (JsonProcessingException e) {
      throw endpoint.notDocker(path + " is no JSON");
    }
  }

  private String ok(String path, int max) throws ApiException {
    HttpReply reply = http.get(endpoint, path, max);
    if (reply.body().contains("HTTP request to an HTTPS server")) {
      throw endpoint.tls();
    }
    if (reply.status() != 200) {
      throw failure(reply);
    }
    return reply.body();
  }

  /** Docker tells what failed as {@code {"message": …}}; nobody else is asked for their words. */
  private ApiException failure(HttpReply reply) {
    try {
      JsonNode message = JSON.readTree(reply.body()).path("message");
      if (message.isTextual()) {
        return endpoint.refused(reply.status(), Untrusted.line(message.asText(), 300));
      }
    } catch (JsonProcessingException e) {
      return endpoint.notDocker("status " + reply.status());
    }
    return endpoint.notDocker("status " + reply.status());
  }
}
