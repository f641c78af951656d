package io.portside.ssh.config;

import java.util.Locale;

/** {@code ProxyJump} as a line of a configuration has it. */
final class Jumps {
  private Jumps() {}

  /** The hosts of a line, each of them valid, or {@code none}. */
  static String canonical(ConfigLine line) throws Stop {
    String command = line.command();
    int comment = command.indexOf('#');
    String hops = (comment < 0 ? command : command.substring(0, comment)).strip();
    if (hops.toLowerCase(Locale.ROOT).equals("none")) {
      return "none";
    }
    try {
      JumpSpec last = JumpSpec.parse(hops).getLast();
      return hops.substring(0, hops.lastIndexOf(',') + 1) + written(last);
    } catch (IllegalArgumentException e) {
      throw line.invalid("\"" + hops + "\" is no list of hosts to jump over");
    }
  }

  /** As {@code ssh -G} writes the last one: addresses in brackets. */
  private static String written(JumpSpec last) {
    return last.host().matches("[0-9.]+")
        ? new JumpSpec(last.user(), "[" + last.host() + "]", last.port()).written()
        : last.written();
  }

  /** The one next to the host, of hosts that are valid. */
  static JumpSpec last(String hops) {
    return JumpSpec.parse(hops).getLast();
  }
}
