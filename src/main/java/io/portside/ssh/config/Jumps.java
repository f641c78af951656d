package io.portside.ssh.config;

import java.util.Locale;

/** {@code ProxyJump}: hops between commas, the last of them next to the host. */
final class Jumps {
  private static final String SCHEME = "ssh://";

  /**
   * One hop.
   *
   * @param user empty: none said
   * @param port 0: none said
   */
  record Hop(String user, String host, int port) {
    private boolean valid() {
      return !host.isEmpty() && port >= 0;
    }

    /** As {@code ssh -G} writes the last hop. */
    private String written() {
      boolean brackets = host.contains(":") || host.matches("[0-9.]+");
      return (user.isEmpty() ? "" : user + "@")
          + (brackets ? "[" + host + "]" : host)
          + (port == 0 ? "" : ":" + port);
    }
  }

  private Jumps() {}

  /** The hops of a line, each of them valid, or {@code none}. */
  static String canonical(ConfigLine line) throws Stop {
    String command = line.command();
    int comment = command.indexOf('#');
    String hops = (comment < 0 ? command : command.substring(0, comment)).strip();
    if (hops.toLowerCase(Locale.ROOT).equals("none")) {
      return "none";
    }
    for (String hop : hops.split(",", -1)) {
      if (!hop(hop).valid()) {
        throw line.invalid("\"" + hops + "\" is no list of hosts to jump over");
      }
    }
    return hops.substring(0, hops.lastIndexOf(',') + 1) + last(hops).written();
  }

  /** The hop next to the host. */
  static Hop last(String hops) {
    return hop(hops.substring(hops.lastIndexOf(',') + 1));
  }

  private static Hop hop(String text) {
    String authority = text;
    if (text.startsWith(SCHEME)) {
      int end = text.indexOf('/', SCHEME.length());
      authority = text.substring(SCHEME.length(), end < 0 ? text.length() : end);
    }
    int at = authority.lastIndexOf('@');
    String target = authority.substring(at + 1);
    int close = target.startsWith("[") ? target.indexOf(']') : -1;
    int colon = target.indexOf(':', Math.max(0, close));
    String host = colon < 0 ? target : target.substring(0, colon);
    String port = colon < 0 ? "" : target.substring(colon + 1);
    if (close > 0 && host.endsWith("]")) {
      host = host.substring(1, close);
    }
    boolean bad = at == 0 || (!port.isEmpty() && Values.port(port) == 0);
    return new Hop(authority.substring(0, Math.max(0, at)), host, bad ? -1 : Values.port(port));
  }
}
