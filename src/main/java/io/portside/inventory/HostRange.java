package io.portside.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The hosts one inventory entry stands for: {@code db[01:03]-[a:c]:2222}. Bounds are inclusive,
 * leading zeros are kept, a third number is the step.
 *
 * @param names in order
 * @param port that all of them get
 */
record HostRange(List<String> names, Optional<Integer> port) {
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

  /** The entry is no usable range; the message says why. */
  static final class RangeException extends Exception {
    private static final long serialVersionUID = 1L;

    RangeException(String message) {
      super(message);
    }
  }

  static HostRange expand(String entry) throws RangeException {
    if (entry.length() > Limits.NAME_LENGTH) {
      throw new RangeException("a name of more than " + Limits.NAME_LENGTH + " characters");
    }
    HostAddress address = HostAddress.parse(entry).orElse(new HostAddress(entry, Optional.empty()));
    if (address.port().isEmpty() && entry.strip().endsWith(":")) {
      throw new RangeException("a host name cannot end in ':'");
    }
    if (address.port().filter(p -> p < 1 || p > 65535).isPresent()) {
      throw new RangeException("the port must be 1 to 65535");
    }
    List<String> names = new ArrayList<>();
    expandInto(address.host(), names);
    return new HostRange(names, address.port());
  }

  private static void expandInto(String name, List<String> names) throws RangeException {
    int open = name.indexOf('[');
    if (open < 0) {
      names.add(name);
      return;
    }
    int close = name.indexOf(']', open);
    if (close < 0) {
      throw new RangeException("'[' without ']'");
    }
    String tail = name.substring(close + 1);
    for (String value : values(name.substring(open + 1, close).split(":", -1))) {
      expandInto(name.substring(0, open) + value + tail, names);
      if (names.size() > Limits.HOSTS) {
        throw new RangeException("a range of more than " + Limits.HOSTS + " hosts");
      }
    }
  }

  private static List<String> values(String[] bounds) throws RangeException {
    if (bounds.length < 2 || bounds.length > 3 || bounds[1].isEmpty()) {
      throw new RangeException("a range is [first:last] or [first:last:step]");
    }
    String first = bounds[0].isEmpty() ? "0" : bounds[0];
    String last = bounds[1];
    boolean letters = isLetter(first) && isLetter(last);
    boolean padded = first.startsWith("0") && first.length() > 1;
    if (padded && first.length() != last.length()) {
      throw new RangeException("with leading zeros both ends need the same length");
    }
    long from = letters ? LETTERS.indexOf(first) : number(first);
    long to = letters ? LETTERS.indexOf(last) : number(last);
    long step = bounds.length == 3 ? number(bounds[2]) : 1;
    if (from > to || step < 1) {
      throw new RangeException("the range '" + String.join(":", bounds) + "' is empty");
    }
    if ((to - from) / step >= Limits.HOSTS) {
      throw new RangeException("a range of more than " + Limits.HOSTS + " hosts");
    }
    List<String> values = new ArrayList<>();
    for (long i = from; i <= to; i += step) {
      String digits = Long.toString(i);
      values.add(
          letters
              ? LETTERS.substring((int) i, (int) i + 1)
              : padded
                  ? "0".repeat(Math.max(0, first.length() - digits.length())) + digits
                  : digits);
    }
    return values;
  }

  private static boolean isLetter(String bound) {
    return bound.length() == 1 && LETTERS.contains(bound);
  }

  private static long number(String bound) throws RangeException {
    if (!bound.matches("[0-9]{1,9}")) {
      throw new RangeException("'" + bound + "' is no number; a range is [first:last]");
    }
    return Long.parseLong(bound);
  }
}
