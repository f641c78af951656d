package io.portside.inventory;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Python literals, as {@code ast.literal_eval} accepts them: how INI inventories give a value its
 * type. Tuples become lists, as in JSON. Sets and complex numbers have no JSON form and stay text.
 */
final class PythonLiteral {
  private static final int MAX_DEPTH = 100;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?<hex>0[xX](?:_?[0-9a-fA-F])+)|(?<oct>0[oO](?:_?[0-7])+)|(?<bin>0[bB](?:_?[01])+)"
              + "|(?<float>(?:(?:[0-9](?:_?[0-9])*)?\\.[0-9](?:_?[0-9])*|[0-9](?:_?[0-9])*\\.)"
              + "(?:[eE][-+]?[0-9](?:_?[0-9])*)?|[0-9](?:_?[0-9])*[eE][-+]?[0-9](?:_?[0-9])*)"
              + "|(?<int>0(?:_?0)*|[1-9](?:_?[0-9])*)");
  private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z_0-9]*");

  /** Not a literal; caught at the entry, so it needs no stack. */
  private static final class NotLiteral extends Exception {
    private static final long serialVersionUID = 1L;

    NotLiteral() {
      super("not a literal", null, false, false);
    }
  }

  private final String text;
  private int next;
  private int depth;

  private PythonLiteral(String text) {
    this.text = text;
  }

  /** The value; empty where the text is not a literal. */
  static Optional<JsonNode> parse(String text) {
    var parser = new PythonLiteral(text);
    try {
      JsonNode value = parser.commaList();
      parser.skipBlanks();
      return parser.atEnd() || parser.peek() == '#' ? Optional.of(value) : Optional.empty();
    } catch (NotLiteral | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** {@code 1, 2} is a tuple without parentheses. */
  private JsonNode commaList() throws NotLiteral {
    JsonNode first = value();
    if (!accept(',')) {
      return first;
    }
    ArrayNode items = JSON.arrayNode().add(first);
    skipBlanks();
    while (!atEnd() && peek() != '#') {
      items.add(value());
      if (!accept(',')) {
        break;
      }
      skipBlanks();
    }
    return items;
  }

  private JsonNode value() throws NotLiteral {
    if (++depth > MAX_DEPTH) {
      throw new NotLiteral();
    }
    skipBlanks();
    char c = peek();
    JsonNode value =
        switch (c) {
          case '[' -> list(']');
          case '(' -> tuple();
          case '{' -> dictionary();
          case '-', '+' -> signed();
          case '.', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
          default -> wordOrString();
        };
    depth--;
    return value;
  }

  private ArrayNode list(char end) throws NotLiteral {
    next++;
    ArrayNode items = JSON.arrayNode();
    while (!accept(end)) {
      items.add(value());
      if (!accept(',')) {
        expect(end);
        break;
      }
    }
    return items;
  }

  private JsonNode tuple() throws NotLiteral {
    int start = next;
    ArrayNode items = list(')');
    boolean comma = items.size() != 1 || text.substring(start, next).matches("(?s).*,\\s*\\)");
    return comma ? items : items.get(0);
  }

  private JsonNode dictionary() throws NotLiteral {
    next++;
    ObjectNode entries = JSON.objectNode();
    while (!accept('}')) {
      JsonNode key = value();
      if (key.isContainerNode()) {
        throw new NotLiteral();
      }
      expect(':');
      entries.set(key.asText(), value());
      if (!accept(',')) {
        expect('}');
        break;
      }
    }
    return entries;
  }

  private JsonNode signed() throws NotLiteral {
    boolean negative = text.charAt(next++) == '-';
    skipBlanks();
    JsonNode number = number();
    if (!negative) {
      return number;
    }
    return number.isDouble()
        ? JSON.numberNode(-number.doubleValue())
        : Numbers.integer(number.bigIntegerValue().negate());
  }

  private JsonNode number() throws NotLiteral {
    Matcher match = NUMBER.matcher(text).region(next, text.length());
    if (!match.lookingAt()) {
      throw new NotLiteral();
    }
    next = match.end();
    if (!atEnd() && (Character.isLetterOrDigit(peek()) || peek() == '_' || peek() == '.')) {
      throw new NotLiteral();
    }
    String digits = match.group().replace("_", "");
    if (match.group("float") != null) {
      return JSON.numberNode(Double.parseDouble(digits));
    }
    if (match.group("int") != null) {
      return Numbers.integer(Numbers.parse(digits, 10));
    }
    int radix = match.group("hex") != null ? 16 : match.group("oct") != null ? 8 : 2;
    return Numbers.integer(Numbers.parse(digits.substring(2), radix));
  }

  private JsonNode wordOrString() throws NotLiteral {
    Optional<PythonString.Read> string = PythonString.read(text, next);
    if (string.isPresent()) {
      return strings(string.get());
    }
    Matcher match = WORD.matcher(text).region(next, text.length());
    if (!match.lookingAt()) {
      throw new NotLiteral();
    }
    next = match.end();
    return switch (match.group()) {
      case "True" -> JSON.booleanNode(true);
      case "False" -> JSON.booleanNode(false);
      case "None" -> JSON.nullNode();
      default -> throw new NotLiteral();
    };
  }

  /** Adjacent strings are one. Bytes become text in Ansible only where they are the whole value. */
  private JsonNode strings(PythonString.Read first) throws NotLiteral {
    if (first.bytes() && depth > 1) {
      throw new NotLiteral();
    }
    var joined = new StringBuilder(first.value());
    next = first.end();
    skipBlanks();
    var more = PythonString.read(text, next);
    while (more.isPresent()) {
      if (more.get().bytes() != first.bytes()) {
        throw new NotLiteral();
      }
      joined.append(more.get().value());
      next = more.get().end();
      skipBlanks();
      more = PythonString.read(text, next);
    }
    String value = joined.toString();
    return JSON.textNode(first.bytes() ? new String(value.getBytes(ISO_8859_1), UTF_8) : value);
  }

  private void expect(char c) throws NotLiteral {
    if (!accept(c)) {
      throw new NotLiteral();
    }
  }

  private boolean accept(char c) {
    skipBlanks();
    if (atEnd() || text.charAt(next) != c) {
      return false;
    }
    next++;
    return true;
  }

  private void skipBlanks() {
    while (!atEnd() && (text.charAt(next) == ' ' || text.charAt(next) == '\t')) {
      next++;
    }
  }

  private boolean atEnd() {
    return next >= text.length();
  }

  private char peek() throws NotLiteral {
    if (atEnd()) {
      throw new NotLiteral();
    }
    return text.charAt(next);
  }
}
