package io.portside.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** {@code portside env}: the variables that send the docker client to one host. */
public final class EnvironmentText {
  /** Would send it elsewhere, or let it speak TLS to a plain port. */
  private static final List<String> UNSET =
      List.of("DOCKER_CONTEXT", "DOCKER_TLS", "DOCKER_TLS_VERIFY", "DOCKER_CERT_PATH");

  private EnvironmentText() {}

  /** For {@code eval} in any POSIX shell. */
  public static String shell(String dockerHost) {
    return "export DOCKER_HOST=" + quoted(dockerHost) + "\nunset " + String.join(" ", UNSET) + "\n";
  }

  /** The same for programs. */
  public static String json(String version, String host, String dockerHost) {
    ObjectNode root =
        JsonNodeFactory.instance
            .objectNode()
            .put("portside", version)
            .put("command", "env")
            .put("host", host);
    root.putObject("environment").put("DOCKER_HOST", dockerHost);
    ArrayNode unset = root.putArray("unset");
    UNSET.forEach(unset::add);
    return Json.pretty(root);
  }

  // Nothing in single quotes means anything to a shell, but the quote that ends them.
  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
