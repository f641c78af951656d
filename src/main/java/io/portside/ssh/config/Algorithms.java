package io.portside.ssh.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Lists of algorithms that begin with a sign: changes of what ssh would use by default. */
public final class Algorithms {
  private Algorithms() {}

  /**
   * The whole list.
   *
   * @param list as configured: {@code +} appends, {@code -} takes away what matches, {@code ^} puts
   *     first; else it is the whole list
   * @param usual what is used by default, between commas
   */
  public static String assembled(String list, String usual) {
    String sign = list.substring(0, Math.min(1, list.length()));
    String named = "+-^".contains(sign) ? list.substring(sign.length()) : list;
    Set<String> all =
        new LinkedHashSet<>(
            switch (sign) {
              case "+", "-" -> names(usual);
              default -> names(named);
            });
    switch (sign) {
      case "+" -> all.addAll(names(named));
      case "-" -> all.removeIf(name -> Wildcards.listMatches(name, named));
      case "^" -> all.addAll(names(usual));
      default -> {}
    }
    return String.join(",", all);
  }

  /** Patterns choose among the algorithms that the installed client has. */
  static void requireNames(ConfigLine line) throws Stop {
    String list = line.word();
    if (!list.startsWith("-") && list.matches("(?s).*[*?!].*")) {
      throw Stop.unsure(line.place() + ": patterns of algorithms");
    }
  }

  private static List<String> names(String list) {
    return List.of(list.split(",", -1));
  }
}
