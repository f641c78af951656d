package io.portside.diagnose;

import com.fasterxml.jackson.databind.JsonNode;
import io.portside.facts.Facts;
import io.portside.plan.DaemonJson;
import io.portside.problem.ProblemCode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Causes in daemon.json. Sentences of dockerd: moby, {@code daemon/config/config.go}. */
final class DaemonJsonRules {
  private static final Pattern UNKNOWN =
      Pattern.compile("directives don't match any configuration option: (.+)");
  private static final Pattern UNMARSHAL =
      Pattern.compile(
          "cannot unmarshal (?<kind>\\w+)(?: \\S+)? into Go (?:struct field (?:\\w+\\.)+(?<key>[\\w-]+))?");
  private static final String WRONG_KIND =
      "a value in daemon.json is of the wrong kind, such as text where a list belongs, so dockerd"
          + " cannot start with it";

  private DaemonJsonRules() {}

  static Optional<Finding> invalid(Seen seen) {
    String text = seen.facts().text(Facts.DAEMON_JSON).orElse("");
    return DaemonJson.flaw(text)
        .map(
            flaw ->
                new Finding(
                    ProblemCode.DAEMON_JSON_INVALID,
                    "/etc/docker/daemon.json is not valid JSON at line "
                        + flaw.line()
                        + ", column "
                        + flaw.column()
                        + ", so dockerd cannot start with it",
                    "line "
                        + flaw.line()
                        + ": "
                        + text.lines().skip(flaw.line() - 1L).findFirst().orElse("").strip()
                        + " ("
                        + flaw.what()
                        + ")",
                    "correct the line"));
  }

  static Optional<Finding> unknownKey(Seen seen) {
    List<String> keys =
        seen.reason().map(UNKNOWN::matcher).filter(Matcher::find).stream()
            .flatMap(m -> Stream.of(m.group(1).split(",\\s*")))
            .map(String::strip)
            .filter(key -> seen.json().filter(json -> json.has(key)).isPresent())
            .toList();
    return keys.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Finding.byHand(
                ProblemCode.DAEMON_JSON_KEY_UNKNOWN,
                "daemon.json has "
                    + (keys.size() == 1 ? "a key" : "keys")
                    + " that dockerd does not know, "
                    + String.join(", ", keys)
                    + ", so it refuses to start",
                keys.stream().map(seen::keyLine).collect(Collectors.joining("; ")),
                "in /etc/docker/daemon.json: "
                    + keys.stream().map(DaemonJsonRules::spelt).collect(Collectors.joining("; "))));
  }

  private static String spelt(String key) {
    return DaemonKeys.near(key)
        .map(near -> "\"%s\" in the place of \"%s\", if that was meant".formatted(near, key))
        .orElse("take \"" + key + "\" out");
  }

  /** Of the kinds that are wrong, the one that says where to listen. */
  static Optional<Finding> hostsAreNoList(Seen seen) {
    return seen.json()
        .map(json -> json.get("hosts"))
        .filter(hosts -> !hosts.isMissingNode() && !hosts.isArray())
        .map(
            _ ->
                new Finding(
                    ProblemCode.DAEMON_JSON_WRONG_TYPE,
                    WRONG_KIND,
                    seen.keyLine("hosts"),
                    "hosts in square brackets: [\"tcp://0.0.0.0:2375\"]"));
  }

  static Optional<Finding> wrongType(Seen seen) {
    return hostsAreNoList(seen).or(() -> unmarshalled(seen));
  }

  // "cannot unmarshal string into Go struct field Config.debug of type bool", or without a field.
  private static Optional<Finding> unmarshalled(Seen seen) {
    String reason = seen.reason().orElse("");
    Matcher m = UNMARSHAL.matcher(reason);
    if (!m.find() || isMended(seen, m)) {
      return Optional.empty();
    }
    String line = m.group("key") == null ? "" : seen.keyLine(m.group("key")) + "; ";
    return Optional.of(
        Finding.byHand(
            ProblemCode.DAEMON_JSON_WRONG_TYPE,
            WRONG_KIND,
            line + reason,
            "in /etc/docker/daemon.json: write the value as " + kind(reason)));
  }

  // The log is older than the file where the value is gone, or is of another kind than dockerd met.
  private static boolean isMended(Seen seen, Matcher said) {
    String key = said.group("key");
    if (key == null || seen.json().isEmpty()) {
      return false;
    }
    JsonNode now = seen.json().get().get(key);
    return now.isMissingNode()
        || (now.isValueNode()
            && !now.getNodeType().name().toLowerCase(Locale.ROOT).startsWith(said.group("kind")));
  }

  private static String kind(String reason) {
    String type = reason.substring(reason.lastIndexOf(' ') + 1);
    return switch (type) {
      case "bool" -> "true or false, without quotes";
      case "string" -> "text in quotes";
      default ->
          type.startsWith("[]")
              ? "a list in square brackets"
              : type.matches("u?int\\d*")
                  ? "a number, without quotes"
                  : "what dockerd names (" + type + ")";
    };
  }

  static Optional<Finding> tlsFiles(Seen seen) {
    boolean keys =
        List.of("Could not load X509 key pair", "could not read CA certificate").stream()
            .anyMatch(DockerdLog.sinceWell(seen.facts().log())::contains);
    return seen.facts().active() || !keys
        ? Optional.empty()
        : Optional.of(
            new Finding(
                ProblemCode.TLS_FILES_UNREADABLE,
                "dockerd was told to use TLS, but cannot read its certificates (tlsverify turns TLS"
                    + " on even where it is false)",
                seen.json().filter(json -> json.has("tlsverify")).isPresent()
                    ? seen.keyLine("tlsverify")
                    : seen.reason().orElse("dockerd's log"),
                "take tlsverify and the other tls keys out, or give it certificates"));
  }

  static Optional<Finding> conflict(Seen seen) {
    List<String> flags = seen.flagHosts();
    JsonNode file = seen.json().map(json -> json.get("hosts")).orElse(null);
    return flags.isEmpty() || file == null || !file.isArray()
        ? Optional.empty()
        : Optional.of(
            new Finding(
                ProblemCode.FLAG_FILE_CONFLICT,
                "hosts is set twice, by -H in the unit and by daemon.json, and dockerd refuses to"
                    + " start with both",
                seen.flagSource()
                    + " has -H "
                    + String.join(", ", flags)
                    + "; daemon.json has hosts "
                    + file,
                "a drop-in without -H"));
  }

  static Optional<Finding> singularHost(Seen seen) {
    return seen.json()
        .filter(json -> json.has("host") && !json.has("hosts"))
        .map(
            _ ->
                new Finding(
                    ProblemCode.DAEMON_JSON_HOST,
                    "daemon.json says host where hosts is meant, and dockerd silently ignores it",
                    seen.keyLine("host"),
                    "call it hosts, with a list in square brackets"));
  }
}
