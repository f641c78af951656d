package io.portside.ssh.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What TOKENS and ENVIRONMENT VARIABLES of ssh_config(5) stand for.
 *
 * @param host {@code %h}
 * @param asked {@code %n}: the host as the command line names it
 * @param port {@code %p}
 * @param remoteUser {@code %r}
 * @param alias {@code %k}: {@code HostKeyAlias}, else a name of the host
 * @param jump {@code %j}: the last {@code ProxyJump}, or empty
 */
record Tokens(
    String host,
    String asked,
    String port,
    String remoteUser,
    String alias,
    String jump,
    LocalUser user) {

  /** Only tokens. */
  String percent(String place, String text) throws Stop {
    return expand(place, text, false);
  }

  /** Tokens and <code>${NAME}</code>, as names of files may have them. */
  String all(String place, String text) throws Stop {
    return expand(place, user.withHome(text), true);
  }

  /** {@code HostName} knows but {@code %h} and {@code %%}. */
  static String hostname(String place, String text, String host) throws Stop {
    StringBuilder expanded = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != '%') {
        expanded.append(text.charAt(i));
      } else if (text.startsWith("h", ++i)) {
        expanded.append(host);
      } else if (text.startsWith("%", i)) {
        expanded.append('%');
      } else {
        throw Stop.invalid(place, "hostname: \"" + text + "\" has an unknown token");
      }
    }
    return expanded.toString();
  }

  private String expand(String place, String text, boolean environment) throws Stop {
    StringBuilder expanded = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (environment && text.startsWith("${", i)) {
        int close = text.indexOf('}', i);
        expanded.append(variable(place, text, close < 0 ? "" : text.substring(i + 2, close)));
        i = close;
      } else if (c == '%') {
        i++;
        expanded.append(token(place, text, i < text.length() ? text.charAt(i) : 0));
      } else {
        expanded.append(c);
      }
    }
    return expanded.toString();
  }

  private String variable(String place, String text, String name) throws Stop {
    String value = user.environment().get(name);
    if (value == null) {
      throw Stop.invalid(place, "\"" + text + "\": no environment variable \"" + name + "\"");
    }
    return value;
  }

  private String token(String place, String text, char token) throws Stop {
    return switch (token) {
      case '%' -> "%";
      case 'C' -> hash(user.hostname() + host + port + remoteUser + jump);
      case 'L' -> user.hostname().split("\\.", -1)[0];
      case 'd' -> user.home().toString();
      case 'h' -> host;
      case 'i' -> Integer.toString(user.uid());
      case 'j' -> jump;
      case 'k' -> alias;
      case 'l' -> user.hostname();
      case 'n' -> asked;
      case 'p' -> port;
      case 'r' -> remoteUser;
      case 'u' -> user.name();
      default -> throw Stop.invalid(place, "\"" + text + "\" has an unknown token");
    };
  }

  private static String hash(String connection) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-1")
                  .digest(connection.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }
}
