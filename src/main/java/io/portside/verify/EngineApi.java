package io.portside.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portside.problem.Untrusted;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A client of one Docker Engine API. Paths are without a version, because engines from 29.0 on
 * refuse old ones. Every answer is bounded in size and time; what it says is untrusted text.
 */
public final class EngineApi {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SMALL = 1 << 20;
  private static final int LARGE = 16 << 20;

  private final Endpoint endpoint;
  private final Wire wire;
  private final Limits limits;

  /**
   * How long things may take.
   *
   * @param connect a TCP connection
   * @param whole connection, request and answer together
   */
  public record Limits(Duration connect, Duration whole) {
    /** Enough for any engine that is well. */
    public static final Limits USUAL = new Limits(Duration.ofSeconds(5), Duration.ofSeconds(10));
  }

  private EngineApi(Endpoint endpoint, Wire wire, Limits limits) {
    this.endpoint = endpoint;
    this.wire = wire;
    this.limits = limits;
  }

  /**
   * Over plain TCP; connects to nothing yet.
   *
   * @param host a name or an address, an IPv6 one with or without brackets
   */
  public static EngineApi tcp(String host, int port, Limits limits) {
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    String bare = bracketed ? host.substring(1, host.length() - 1) : host;
    Endpoint endpoint = Endpoint.tcp(bare, port);
    return new EngineApi(endpoint, new TcpWire(endpoint, bare, port, limits.connect()), limits);
  }

  /**
   * Over a wire of the caller's.
   *
   * @param url what problems call it
   */
  public static EngineApi over(Wire wire, String url, Limits limits) {
    return new EngineApi(new Endpoint(url, "docker"), wire, limits);
  }

  /** Such as {@code tcp://10.0.0.1:2375}. */
  public String url() {
    return endpoint.url();
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

  /** Asks how the engine is. */
  public EngineInfo info() throws ApiException {
    JsonNode info = json("/info", SMALL);
    if (info.path("ServerVersion").asText().isEmpty()) {
      throw endpoint.notDocker("/info tells no ServerVersion");
    }
    return new EngineInfo(
        info.path("ServerVersion").asText(),
        info.path("ContainersRunning").asInt(),
        info.path("ContainersPaused").asInt(),
        info.path("ContainersStopped").asInt(),
        info.path("Images").asInt(),
        info.path("LiveRestoreEnabled").asBoolean());
  }

  /** Bytes of all images, containers, volumes and build cache; may take the engine long. */
  public long diskUsage() throws ApiException {
    JsonNode df = json("/system/df", LARGE);
    if (!df.isObject()) {
      throw endpoint.notDocker("/system/df is no object");
    }
    return DiskUsage.of(df);
  }

  /** Lists containers, in docker's order: newest first. */
  public List<Container> containers(ListQuery query) throws ApiException {
    List<Container> containers = new ArrayList<>();
    for (JsonNode node : list("/containers/json", query)) {
      containers.add(Listing.container(node));
    }
    return List.copyOf(containers);
  }

  /** Lists images, one for each tag, in docker's order: newest first. */
  public List<Image> images(ListQuery query) throws ApiException {
    List<Image> images = new ArrayList<>();
    for (JsonNode node : list("/images/json", query)) {
      images.addAll(Listing.images(node));
    }
    return List.copyOf(images);
  }

  private JsonNode list(String path, ListQuery query) throws ApiException {
    JsonNode list = json(path + query.text(), LARGE);
    if (!list.isArray()) {
      throw endpoint.notDocker(path + " is no list");
    }
    for (JsonNode entry : list) {
      if (!entry.path("Id").isTextual()) {
        throw endpoint.notDocker(path + " has an entry without an Id");
      }
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
    HttpReply reply = get(path, max);
    if (reply.body().contains("HTTP request to an HTTPS server")) {
      throw endpoint.tls();
    }
    if (reply.status() != 200) {
      throw failure(reply);
    }
    return reply.body();
  }

  private HttpReply get(String path, int max) throws ApiException {
    try (InputStream answer = wire.ask(path, limits.whole())) {
      return HttpReply.read(endpoint, answer, max);
    } catch (SocketTimeoutException e) {
      throw endpoint.late();
    } catch (IOException e) {
      throw endpoint.notDocker(
          "it broke the connection (" + Untrusted.line(String.valueOf(e.getMessage()), 200) + ")");
    }
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
