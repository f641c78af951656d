package io.portside.inventory;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host name or address, perhaps with ranges, and its port, as {@code
 * ansible/parsing/utils/addresses.py} takes them apart: {@code web[01:20].example.org:2222}, {@code
 * [2001:db8::1]:22}, {@code 2001:db8::1}.
 *
 * @param host without the port and its brackets
 */
record HostAddress(String host, Optional<Integer> port) {
  private static final Pattern BRACKETED_PORT = Pattern.compile("\\[(.+)]:([0-9]{1,9})");
  private static final Pattern PORT = Pattern.compile("((?:[^:\\[\\]]|\\[[^\\]]*])*):([0-9]{1,9})");

  private static final String RANGE4 = "\\[[0-9]+:[0-9]+(?::[0-9]+)?]";
  private static final String PART4 = "(?:[01]?[0-9]{1,2}|2[0-4][0-9]|25[0-5]|" + RANGE4 + ")";
  private static final Pattern IPV4 = Pattern.compile("(?:" + PART4 + "\\.){3}" + PART4);

  private static final String PART6 = "(?:[0-9a-f]{1,4}|\\[[0-9a-f]+:[0-9a-f]+(?::[0-9]+)?])";
  private static final Pattern IPV6 =
      Pattern.compile(
          "(?:P:){7}P|(?:P:){1,6}:|(?:P:)(?::P){1,6}|(?:P:){2}(?::P){1,5}|(?:P:){3}(?::P){1,4}"
                  .replace("P", PART6)
              + "|(?:P:){4}(?::P){1,3}|(?:P:){5}(?::P){1,2}|(?:P:){6}(?::P)|:(?::P){1,6}|P?::"
                  .replace("P", PART6)
              + "|(?:0:){6}(?:P\\.){3}P|::(?:ffff:)?(?:P\\.){3}P|(?:0:){5}ffff:(?:P\\.){3}P"
                  .replace("P", PART4),
          Pattern.CASE_INSENSITIVE);

  private static final String RANGE = "\\[(?:[a-z]:[a-z]|[0-9]+:[0-9]+)(?::[0-9]+)?]";
  private static final String LABEL = "(?:\\w|" + RANGE + ")(?:[\\w-]|" + RANGE + ")*(?<![_-])";
  private static final Pattern NAME =
      Pattern.compile(
          LABEL + "(?:\\." + LABEL + ")*",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS | Pattern.UNICODE_CASE);

  /** Empty where the text is neither name nor address. */
  static Optional<HostAddress> parse(String text) {
    if (text.length() > Limits.NAME_LENGTH) {
      return Optional.empty();
    }
    if (isPlainName(text)) {
      return Optional.of(new HostAddress(text, Optional.empty()));
    }
    String host = text;
    Optional<Integer> port = Optional.empty();
    for (Pattern pattern : new Pattern[] {BRACKETED_PORT, PORT}) {
      Matcher match = pattern.matcher(host);
      if (match.matches()) {
        host = match.group(1);
        port = Optional.of(Integer.valueOf(match.group(2)));
      }
    }
    boolean known =
        IPV4.matcher(host).matches()
            || IPV6.matcher(host).matches()
            || NAME.matcher(host).matches();
    return known ? Optional.of(new HostAddress(host, port)) : Optional.empty();
  }

  /**
   * What most hosts are called; without a regular expression, of which an inventory may need many.
   */
  private static boolean isPlainName(String text) {
    boolean afterAlphanumeric = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean alphanumeric =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      boolean joins = afterAlphanumeric && (c == '-' || c == '_' || c == '.');
      if (!alphanumeric && !joins) {
        return false;
      }
      afterAlphanumeric = alphanumeric;
    }
    return afterAlphanumeric;
  }

  /** Neither name nor range: an address in digits. */
  static boolean isNumeric(String host) {
    return IPV4.matcher(host).matches() || IPV6.matcher(host).matches();
  }
}
