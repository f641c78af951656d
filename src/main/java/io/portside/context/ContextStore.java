package io.portside.context;

import static io.portside.context.ContextChange.Kind.ABSENT;
import static io.portside.context.ContextChange.Kind.CREATED;
import static io.portside.context.ContextChange.Kind.REMOVED;
import static io.portside.context.ContextChange.Kind.REPLACED;
import static io.portside.context.ContextChange.Kind.UNCHANGED;
import static io.portside.context.ContextChange.Kind.UPDATED;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The contexts below a docker client's configuration folder: {@code contexts/meta/<SHA-256 of the
 * name>/meta.json}, and {@code contexts/tls/<same>} (docker/cli, {@code cli/context/store}). Those
 * that Portside made bear a mark, which docker keeps; others are not touched unless that is asked
 * for.
 */
public final class ContextStore {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int META_MAX = 1 << 20;

  /** {@code validateContextName} of docker/cli, which has a name of its own besides. */
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.+-]+");

  private static final String RESERVED = "default";
  private static final String FILE = "meta.json";

  private final Path configuration;

  /**
   * The store of a docker client.
   *
   * @param configuration its folder, which need not exist
   */
  public ContextStore(Path configuration) {
    this.configuration = configuration;
  }

  /** Where the docker client looks: {@code $DOCKER_CONFIG}, else {@code ~/.docker}. */
  public static Path usual(Map<String, String> environment) {
    String given = environment.getOrDefault("DOCKER_CONFIG", "");
    return given.isEmpty()
        ? Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".docker")
        : Path.of(given);
  }

  /**
   * Makes a context, or brings one of ours up to date.
   *
   * @param endpoint as docker's clients take it, such as {@code tcp://10.0.0.1:2375}
   * @param others one that is not ours may be replaced
   */
  public ContextChange create(String name, String endpoint, boolean others) {
    if (!NAME.matcher(name).matches() || name.equals(RESERVED)) {
      return ContextChange.refused(name, endpoint, badName(name));
    }
    try {
      Path meta = meta(name);
      boolean exists = Files.exists(meta.resolve(FILE));
      Optional<JsonNode> ours = ours(meta);
      JsonNode wanted = MetaFile.of(name, endpoint);
      if (exists && ours.isEmpty() && !others) {
        return ContextChange.refused(name, endpoint, foreign(name));
      } else if (ours.filter(wanted::equals).isPresent()) {
        return ContextChange.of(name, endpoint, UNCHANGED);
      }
      write(meta, JSON.writeValueAsBytes(wanted));
      delete(tls(name));
      return ContextChange.of(
          name, endpoint, !exists ? CREATED : ours.isPresent() ? UPDATED : REPLACED);
    } catch (IOException e) {
      return ContextChange.refused(name, endpoint, unwritable(e));
    }
  }

  /**
   * Removes a context.
   *
   * @param others one that is not ours too
   */
  public ContextChange remove(String name, boolean others) {
    try {
      Path meta = meta(name);
      if (!Files.exists(meta.resolve(FILE))) {
        return ContextChange.of(name, "", ABSENT);
      } else if (ours(meta).isEmpty() && !others) {
        return ContextChange.refused(name, "", foreign(name));
      } else if (current().equals(name)) {
        return ContextChange.refused(name, "", inUse(name));
      }
      delete(meta);
      delete(tls(name));
      return ContextChange.of(name, "", REMOVED);
    } catch (IOException e) {
      return ContextChange.refused(name, "", unwritable(e));
    }
  }

  private Path meta(String name) {
    return configuration.resolve("contexts").resolve("meta").resolve(id(name));
  }

  private Path tls(String name) {
    return configuration.resolve("contexts").resolve("tls").resolve(id(name));
  }

  private static String id(String name) {
    try {
      byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  private static Optional<JsonNode> ours(Path meta) throws IOException {
    Path file = meta.resolve(FILE);
    return Files.exists(file) ? json(file).filter(MetaFile::isOurs) : Optional.empty();
  }

  /** Which context docker takes where none is named; empty where that is not said. */
  private String current() throws IOException {
    Path config = configuration.resolve("config.json");
    return Files.exists(config)
        ? json(config).map(node -> node.path("currentContext").asText()).orElse("")
        : "";
  }

  private static Optional<JsonNode> json(Path file) throws IOException {
    if (Files.size(file) > META_MAX) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(JSON.readTree(Files.readAllBytes(file)));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  // Whole or not at all: a docker client may read it at any time.
  private static void write(Path folder, byte[] bytes) throws IOException {
    Files.createDirectories(folder);
    Path whole = folder.resolve("." + FILE + "." + ProcessHandle.current().pid());
    try {
      Files.write(whole, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      Files.move(whole, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(whole);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> innermostFirst;
    try (Stream<Path> all = Files.walk(folder)) {
      innermostFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : innermostFirst) {
      Files.delete(each);
    }
  }

  private static Problem badName(String name) {
    return Problem.of(
        ProblemCode.CONTEXT_NAME_INVALID,
        "docker takes no context by the name of '" + name + "'",
        "give the host an inventory name of two or more letters, digits, and _ . + -, other than"
            + " default");
  }

  private static Problem foreign(String name) {
    return Problem.of(
        ProblemCode.CONTEXT_FOREIGN,
        "there is a context '" + name + "' that Portside did not make",
        "see what it is with docker context inspect " + name + "; --force takes it all the same");
  }

  private static Problem inUse(String name) {
    return Problem.of(
        ProblemCode.CONTEXT_IN_USE,
        "the context '" + name + "' is the one that docker uses now",
        "take another first: docker context use default");
  }

  private static Problem unwritable(IOException e) {
    return Problem.of(
        ProblemCode.CONTEXT_UNWRITABLE,
        "the docker client's contexts cannot be read or written: " + e,
        "make the folder yours, or give another one with --docker-config");
  }
}
