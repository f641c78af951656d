package io.portside.diagnose;

import com.fasterxml.jackson.databind.JsonNode;
import io.portside.facts.Facts;
import io.portside.plan.DaemonJson;
import io.portside.problem.ProblemCode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Causes in daemon.json. Sentences of dockerd: moby, {@code daemon/config/config.go}. */
final class DaemonJsonRules {
  private static final Pattern UNKNOWN =
      Pattern.compile("directives don't match any configuration option: ([^\\s,]+)");

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
    return seen.reason()
        .map(UNKNOWN::matcher)
        .filter(Matcher::find)
        .map(m -> m.group(1))
        .filter(key -> seen.json().filter(json -> json.has(key)).isPresent())
        .map(
            key ->
                new Finding(
                    ProblemCode.DAEMON_JSON_KEY_UNKNOWN,
                    "daemon.json has a key that dockerd does not know, "
                        + key
                        + ", so it refuses to start",
                    seen.keyLine(key),
                    "correct its spelling, or take the line out"));
  }

  static Optional<Finding> wrongType(Seen seen) {
    JsonNode hosts = seen.json().map(json -> json.get("hosts")).orElse(null);
    if (hosts != null && !hosts.isMissingNode() && !hosts.isArray()) {
      return Optional.of(
          wrongType(seen.keyLine("hosts"), "hosts in square brackets: [\"tcp://0.0.0.0:2375\"]"));
    }
    return seen.reason()
        .filter(reason -> reason.contains("cannot unmarshal"))
        .map(reason -> wrongType(reason, "write the value as that type"));
  }

  private static Finding wrongType(String proof, String mend) {
    return new Finding(
        ProblemCode.DAEMON_JSON_WRONG_TYPE,
        "a value in daemon.json is of the wrong kind, such as text where a list belongs, so dockerd"
            + " cannot start with it",
        proof,
        mend);
  }

  static Optional<Finding> tlsFiles(Seen seen) {
    boolean keys =
        List.of("Could not load X509 key pair", "could not read CA certificate").stream()
            .anyMatch(seen.facts().log()::contains);
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
