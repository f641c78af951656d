package io.portside.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.portside.desired.Desired;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What every template may use of a host. */
final class TemplateModel {
  private TemplateModel() {}

  static Map<String, Object> of(Desired desired) {
    Map<String, Object> vars = new LinkedHashMap<>();
    desired.vars().forEach((name, node) -> put(vars, name, node));
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("inventory_hostname", desired.host());
    model.put("vars", vars);
    return model;
  }

  // A null value is a missing variable to Freemarker.
  private static void put(Map<String, Object> map, String name, JsonNode node) {
    if (!node.isNull()) {
      map.put(name, plain(node));
    }
  }

  private static Object plain(JsonNode node) {
    if (node.isObject()) {
      Map<String, Object> map = new LinkedHashMap<>();
      node.properties().forEach(e -> put(map, e.getKey(), e.getValue()));
      return map;
    }
    if (node.isArray()) {
      List<Object> list = new ArrayList<>();
      node.forEach(each -> list.add(plain(each)));
      return list;
    }
    if (node.isNumber()) {
      return node.numberValue();
    }
    return node.isBoolean() ? (Object) node.booleanValue() : node.asText();
  }
}
