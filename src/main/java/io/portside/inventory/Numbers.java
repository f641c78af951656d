package io.portside.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigInteger;

/** Whole numbers of any size, in the smallest JSON node, as Jackson's own reader chooses it. */
final class Numbers {
  /** Python refuses more digits too; larger ones would take quadratic time. */
  static final int MAX_DIGITS = 4300;

  private Numbers() {}

  static JsonNode integer(BigInteger value) {
    if (value.bitLength() < Integer.SIZE) {
      return JsonNodeFactory.instance.numberNode(value.intValue());
    }
    if (value.bitLength() < Long.SIZE) {
      return JsonNodeFactory.instance.numberNode(value.longValue());
    }
    return JsonNodeFactory.instance.numberNode(value);
  }

  /** Digits without a sign. */
  static BigInteger parse(String digits, int radix) {
    if (digits.length() > MAX_DIGITS) {
      throw new NumberFormatException("too many digits");
    }
    return new BigInteger(digits, radix);
  }
}
