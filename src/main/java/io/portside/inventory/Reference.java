package io.portside.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands between braces: {@code name.key['key'][0] | default('x')}.
 *
 * @param keys below the variable; numbers index lists
 * @param otherwise the default
 * @param defaultForEmpty {@code default('x', true)}: also where the value is empty or false
 */
record Reference(
    String name, List<String> keys, Optional<JsonNode> otherwise, boolean defaultForEmpty) {
  private static final Pattern SHAPE =
      Pattern.compile(
          "\\s*(?<name>[A-Za-z_]\\w*)(?<keys>(?:\\.\\w+|\\[\\s*(?:\\d+|'[^']*'|\"[^\"]*\")\\s*])*+)"
              + "\\s*(?:\\|\\s*(?:default|d)\\s*\\((?<default>.*)\\)\\s*)?",
          Pattern.DOTALL);
  private static final int MAX_LENGTH = 1000;
  private static final Pattern KEY =
      Pattern.compile("\\.(\\w+)|\\[\\s*(?:(\\d+)|'([^']*)'|\"([^\"]*)\")\\s*]");
  private static final Pattern EMPTY_TOO = Pattern.compile("(?s)(.*),\\s*(?:[Tt]rue)\\s*");

  /** Empty where the expression is anything more. */
  static Optional<Reference> parse(String expression) {
    String plain = expression.strip();
    if (isName(plain)) {
      return Optional.of(new Reference(plain, List.of(), Optional.empty(), false));
    }
    Matcher match = SHAPE.matcher(expression);
    if (expression.length() > MAX_LENGTH || !match.matches()) {
      return Optional.empty();
    }
    List<String> keys = new ArrayList<>();
    Matcher key = KEY.matcher(match.group("keys"));
    while (key.find()) {
      for (int group = 1; group <= 4; group++) {
        Optional.ofNullable(key.group(group)).ifPresent(keys::add);
      }
    }
    String otherwise = match.group("default");
    if (otherwise == null) {
      return Optional.of(new Reference(match.group("name"), keys, Optional.empty(), false));
    }
    Matcher both = EMPTY_TOO.matcher(otherwise);
    boolean forEmpty = both.matches();
    Optional<JsonNode> literal = literal((forEmpty ? both.group(1) : otherwise).strip());
    return literal.map(node -> new Reference(match.group("name"), keys, literal, forEmpty));
  }

  /** What most expressions are, so without a regular expression. */
  private static boolean isName(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
      if (!letter && (i == 0 || c < '0' || c > '9')) {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= MAX_LENGTH;
  }

  /** The value below a variable's value; empty where there is none. */
  Optional<JsonNode> walk(JsonNode from) {
    JsonNode node = from;
    for (String key : keys) {
      node =
          node.isArray() && key.matches("\\d{1,9}")
              ? node.path(Integer.parseInt(key))
              : node.path(key);
    }
    return node.isMissingNode() ? Optional.empty() : Optional.of(node);
  }

  static boolean isFalsy(JsonNode node) {
    return new Tree.Leaf(Position.START, node).isFalsy();
  }

  private static Optional<JsonNode> literal(String text) {
    return switch (text) {
      case "" -> Optional.of(JsonNodeFactory.instance.textNode(""));
      case "true" -> Optional.of(JsonNodeFactory.instance.booleanNode(true));
      case "false" -> Optional.of(JsonNodeFactory.instance.booleanNode(false));
      case "none" -> Optional.of(JsonNodeFactory.instance.nullNode());
      default -> PythonLiteral.parse(text);
    };
  }

  @Override
  public String toString() {
    return keys.isEmpty() ? name : name + "." + String.join(".", keys);
  }
}
