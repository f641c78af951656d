package io.portside.ssh.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads ssh configurations: those that {@code ssh} would read for a host, with what ssh_config(5)
 * says of them. Each file is read once; safe for use by many threads.
 */
public final class ConfigReader {
  private static final List<String> KEYS = List.of("identityfile", "certificatefile");

  private final LocalUser user;
  private final ConfigFiles files;

  public ConfigReader(LocalUser user) {
    this.user = user;
    this.files = new ConfigFiles(user);
  }

  /** The answer, or that only the installed client can give it for this host. */
  public Resolution read(Question question) {
    return new Reading(question, user, files, false).resolve();
  }

  /** The answer where no client is installed: {@code Match exec} is run, for example. */
  public Resolution readAlone(Question question) {
    return new Reading(question, user, files, true).resolve();
  }

  /**
   * What {@code ssh -G} leaves to later: tokens, variables and {@code ~} in the names of key files,
   * and an agent's socket that a variable names.
   *
   * @param values of a {@link Resolution.Known}
   */
  public Resolution expanded(Question question, Map<String, List<String>> values) {
    Tokens tokens =
        new Tokens(
            first(values, "hostname", question.host()),
            question.host(),
            first(values, "port", "22"),
            first(values, "user", user.name()),
            first(values, "hostkeyalias", question.host()),
            values.containsKey("proxyjump")
                ? Jumps.last(first(values, "proxyjump", "")).host()
                : "",
            user);
    Map<String, List<String>> expanded = new LinkedHashMap<>(values);
    try {
      for (String keyword : KEYS) {
        List<String> paths = new ArrayList<>();
        for (String file : values.getOrDefault(keyword, List.of())) {
          paths.add(tokens.all(keyword, file));
        }
        if (!paths.isEmpty()) {
          expanded.put(keyword, List.copyOf(paths));
        }
      }
    } catch (Stop stop) {
      return stop.resolution();
    }
    String agent = first(values, "identityagent", "");
    if (agent.startsWith("$")) {
      String socket = user.environment().getOrDefault(agent.substring(1), "none");
      expanded.put("identityagent", List.of(socket));
    }
    return new Resolution.Known(Map.copyOf(expanded));
  }

  private static String first(Map<String, List<String>> values, String keyword, String otherwise) {
    return values.getOrDefault(keyword, List.of(otherwise)).getFirst();
  }
}
