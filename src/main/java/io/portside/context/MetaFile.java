package io.portside.context;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What is in a context's {@code meta.json}. */
final class MetaFile {
  /** The docker client keeps keys of the metadata that it does not know. */
  private static final String MARK = "portside";

  private MetaFile() {}

  static JsonNode of(String name, String endpoint) {
    ObjectNode meta = JsonNodeFactory.instance.objectNode().put("Name", name);
    meta.putObject("Metadata").put("Description", name + ", by Portside").put(MARK, true);
    meta.putObject("Endpoints")
        .putObject("docker")
        .put("Host", endpoint)
        .put("SkipTLSVerify", false);
    return meta;
  }

  static boolean isOurs(JsonNode meta) {
    return meta.path("Metadata").path(MARK).asBoolean();
  }
}
