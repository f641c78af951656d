package io.portside.inventory;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Python literals, as {@code ast.literal_eval} accepts them: how INI inventories give a value its
 * type. Tuples become lists, as in JSON. Sets and complex numbers have no JSON form and stay text.
 */
final class PythonLiteral {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String DIGITS = "[0-9][0-9_]*";
  private static final String EXPONENT = "[eE][-+]?" + DIGITS;

  /** Where underscores may stand is checked apart: a group in a loop needs stack for each turn. */
  private static final Pattern NUMBER =
      Pattern.compile(
          "0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+"
              + "|(?:%1$s)?\\.%1$s(?:%2$s)?|%1$s\\.(?:%2$s)?|%1$s%2$s".formatted(DIGITS, EXPONENT)
              + "|0[0_]*(?![1-9])|[1-9][0-9_]*");

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
    if (isPlainWord(text) || isDotted(text)) {
      return Optional.empty();
    }
    var parser = new PythonLiteral(text);
    try {
      JsonNode value = parser.commaList();
      parser.skipBlanks();
      return parser.atEnd() || parser.peek() == '#' ? Optional.of(value) : Optional.empty();
    } catch (NotLiteral | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** What most values are: no constant begins with the letter, and no string without a quote. */
  private static boolean isPlainWord(String text) {
    return !text.isEmpty()
        && Character.isLetter(text.charAt(0))
        && "TFN".indexOf(text.charAt(0)) < 0
        && text.indexOf('\'') < 0
        && text.indexOf('"') < 0;
  }

  /** As addresses are; a number has no two dots. */
  private static boolean isDotted(String text) {
    int dots = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      dots += c == '.' ? 1 : 0;
      if (c != '.' && !isDigit(c)) {
        return false;
      }
    }
    return dots > 1;
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
    if (++depth > Limits.NESTING) {
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
    OptionalInt plain = plainNumber();
    if (plain.isPresent()) {
      return JSON.numberNode(plain.getAsInt());
    }
    Matcher match = NUMBER.matcher(text).region(next, text.length());
    if (!match.lookingAt()) {
      throw new NotLiteral();
    }
    next = match.end();
    if (!atEnd() && (Character.isLetterOrDigit(peek()) || peek() == '_' || peek() == '.')) {
      throw new NotLiteral();
    }
    String number = match.group().toLowerCase(Locale.ROOT);
    int radix = radix(number);
    boolean fraction = radix == 10 && (number.indexOf('.') >= 0 || number.indexOf('e') >= 0);
    boolean misplaced =
        number.contains("__")
            || number.endsWith("_")
            || (fraction && (number.contains("_.") || number.contains("_e")));
    if (misplaced) {
      throw new NotLiteral();
    }
    String digits = number.replace("_", "");
    if (fraction) {
      return JSON.numberNode(Double.parseDouble(digits));
    }
    return Numbers.integer(Numbers.parse(radix == 10 ? digits : digits.substring(2), radix));
  }

  /** What most numbers are, without a regular expression: nine digits or less, no leading zero. */
  private OptionalInt plainNumber() {
    int end = next;
    int value = 0;
    while (end < text.length() && end - next < 9 && isDigit(text.charAt(end))) {
      value = value * 10 + text.charAt(end) - '0';
      end++;
    }
    boolean padded = end - next > 1 && text.charAt(next) == '0';
    boolean more = end < text.length() && ",]}): \t#".indexOf(text.charAt(end)) < 0;
    if (end == next || padded || more) {
      return OptionalInt.empty();
    }
    next = end;
    return OptionalInt.of(value);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static int radix(String number) {
    return switch (number.length() < 2 ? ' ' : number.charAt(1)) {
      case 'x' -> 16;
      case 'o' -> 8;
      case 'b' -> 2;
      default -> 10;
    };
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
