package io.portside.verify;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Which entries of a list are asked for.
 *
 * @param all stopped containers, or images between layers, too
 * @param filters as docker's {@code --filter}: the engine knows their names and meanings
 * @param sizes containers' sizes too, which costs the engine a walk over their files
 */
public record ListQuery(boolean all, Map<String, List<String>> filters, boolean sizes) {

  /** The query part of a path. */
  String text() {
    return "?all="
        + (all ? 1 : 0)
        + (sizes ? "&size=1" : "")
        + (filters.isEmpty()
            ? ""
            : "&filters=" + URLEncoder.encode(json(), StandardCharsets.UTF_8));
  }

  // A set of values a name: the form that every API since 1.22 reads.
  private String json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    filters.forEach(
        (name, values) -> {
          ObjectNode set = json.putObject(name);
          values.forEach(value -> set.put(value, true));
        });
    return json.toString();
  }
}
