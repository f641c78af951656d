package io.portside.ssh;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tokens that a ProxyCommand and a ProxyJump may hold (ssh_config(5), TOKENS). */
final class Tokens {
  private static final Pattern TOKEN = Pattern.compile("%(.?)", Pattern.DOTALL);

  /** What ssh itself lets stand in no name that it gives to a shell (ssh.c, valid_hostname). */
  private static final Pattern UNSAFE = Pattern.compile("^-|['`\"$\\\\;&<>|(){}\\s\\p{Cntrl}]");

  private final Map<String, String> values;

  /**
   * The tokens of one host.
   *
   * @param host the name or address that is connected to
   * @param given the name before the configuration changed it
   * @param keyName the name that the host's key is looked up by
   */
  Tokens(String host, String given, String keyName, int port, String user) {
    this.values = Map.of("%", "%", "h", host, "n", given, "k", keyName, "p", "" + port, "r", user);
  }

  /**
   * Puts the values in.
   *
   * @throws IllegalArgumentException there is no such token, or a shell would take its value for
   *     more than a name
   */
  String expand(String text) {
    return TOKEN.matcher(text).replaceAll(match -> Matcher.quoteReplacement(value(match.group(1))));
  }

  private String value(String token) {
    String value = values.get(token);
    if (value == null) {
      throw new IllegalArgumentException("there is no token %" + token);
    }
    if (UNSAFE.matcher(value).find()) {
      throw new IllegalArgumentException(
          "'" + value + "' is not a name that a shell can be given for %" + token);
    }
    return value;
  }
}
