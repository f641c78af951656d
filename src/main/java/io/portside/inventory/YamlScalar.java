package io.portside.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Scalars as PyYAML's SafeConstructor and Ansible's JSON encoder make them. */
final class YamlScalar {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String STANDARD = "tag:yaml.org,2002:";
  private static final Map<String, Boolean> BOOLEANS =
      Map.of("yes", true, "true", true, "on", true, "no", false, "false", false, "off", false);

  private YamlScalar() {}

  /**
   * The value of a scalar; empty where the tag is not known or the text does not fit it.
   *
   * <p>{@code !vault} and {@code !unsafe} become the objects which {@code ansible-inventory} prints
   * for them, so that only who uses such a variable has to deal with it.
   */
  static Optional<JsonNode> value(ScalarNode node) {
    String text = node.getValue();
    String tag = node.getTag().getValue();
    try {
      return switch (tag) {
        case "!vault", "!vault-encrypted" -> Optional.of(marked(Marked.VAULT, text));
        case "!unsafe" -> Optional.of(marked(Marked.UNSAFE, text));
        case "!", STANDARD + "str" -> Optional.of(JSON.textNode(text));
        case STANDARD + "null" -> Optional.of(JSON.nullNode());
        case STANDARD + "bool" ->
            Optional.ofNullable(BOOLEANS.get(text.toLowerCase(Locale.ROOT))).map(JSON::booleanNode);
        case STANDARD + "int" -> Optional.of(Numbers.integer(integer(text)));
        case STANDARD + "float" -> Optional.of(JSON.numberNode(floating(text)));
        case STANDARD + "timestamp" -> YamlTimestamp.isoFormat(text).map(JSON::textNode);
        default -> Optional.empty();
      };
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static JsonNode marked(String key, String text) {
    return JSON.objectNode().put(key, text);
  }

  private static BigInteger integer(String text) {
    String digits = text.replace("_", "");
    boolean negative = digits.startsWith("-");
    if (negative || digits.startsWith("+")) {
      digits = digits.substring(1);
    }
    BigInteger value;
    if (digits.startsWith("0b")) {
      value = Numbers.parse(digits.substring(2), 2);
    } else if (digits.startsWith("0x")) {
      value = Numbers.parse(digits.substring(2), 16);
    } else if (digits.startsWith("0") && digits.length() > 1) {
      value = Numbers.parse(digits, 8);
    } else {
      value = BigInteger.ZERO;
      for (String part : digits.split(":", -1)) {
        value = value.multiply(BigInteger.valueOf(60)).add(Numbers.parse(part, 10));
      }
    }
    return negative ? value.negate() : value;
  }

  private static double floating(String text) {
    String digits = text.replace("_", "").toLowerCase(Locale.ROOT);
    boolean negative = digits.startsWith("-");
    if (negative || digits.startsWith("+")) {
      digits = digits.substring(1);
    }
    double value = 0;
    if (digits.equals(".inf")) {
      value = Double.POSITIVE_INFINITY;
    } else if (digits.equals(".nan")) {
      value = Double.NaN;
    } else {
      for (String part : digits.split(":", -1)) {
        value = value * 60 + Double.parseDouble(part);
      }
    }
    return negative ? -value : value;
  }
}
