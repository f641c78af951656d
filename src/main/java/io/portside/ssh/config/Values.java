package io.portside.ssh.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a line gives its keyword, checked and written as {@code ssh -G} writes it. */
final class Values {
  private static final int MAX_FILES = 32;
  private static final int MAX_PORT = 65_535;
  private static final Pattern SPAN = Pattern.compile("(\\d{1,9})([smhdwSMHDW]?)");
  private static final Pattern ENVIRONMENT_NAME = Pattern.compile("\\$[A-Za-z0-9_]+");

  private static final Map<String, String> FLAGS =
      Map.of("yes", "yes", "true", "yes", "no", "no", "false", "no");

  private static final Map<String, String> FAMILIES =
      Map.of("any", "any", "inet", "inet", "inet6", "inet6");

  private static final Map<String, String> KEY_CHECKING =
      Map.of(
          "true", "true",
          "yes", "true",
          "false", "false",
          "no", "false",
          "off", "false",
          "ask", "ask",
          "accept-new", "accept-new");

  private static final Map<String, String> PUBLIC_KEYS =
      Map.of(
          "true", "true",
          "yes", "true",
          "false", "false",
          "no", "false",
          "unbound", "unbound",
          "host-bound", "host-bound");

  private static final Map<String, String> CANONICALIZE =
      Map.of("true", "true", "yes", "true", "false", "false", "no", "false", "always", "always");

  private Values() {}

  /** Empty where the line leaves its keyword unset. */
  static List<String> of(Keywords.Kind kind, ConfigLine line) throws Stop {
    return switch (kind) {
      case TEXT, FILE, ALGORITHMS -> List.of(line.word());
      case FLAG -> choice(line, FLAGS);
      case PORT -> port(line);
      case COUNT -> count(line);
      case SPAN -> span(line);
      case FAMILY -> choice(line, FAMILIES);
      case KEY_CHECKING -> choice(line, KEY_CHECKING);
      case PUBLIC_KEYS -> choice(line, PUBLIC_KEYS);
      case CANONICALIZE -> choice(line, CANONICALIZE);
      case CNAMES -> line.words().equals(List.of("none")) ? List.of() : line.words();
      case FILES -> files(line);
      case AGENT -> agent(line);
      case COMMAND -> List.of(line.command());
      case JUMPS -> List.of(Jumps.canonical(line));
    };
  }

  /** A port as ssh takes it, or 0. */
  static int port(String text) {
    boolean digits = !text.isEmpty() && text.length() <= 9 && text.chars().allMatch(Values::digit);
    int port = digits ? Integer.parseInt(text) : text.equals("ssh") ? 22 : 0;
    return port <= MAX_PORT ? port : 0;
  }

  private static boolean digit(int c) {
    return c >= '0' && c <= '9';
  }

  private static List<String> port(ConfigLine line) throws Stop {
    int port = port(line.word());
    if (port == 0) {
      throw line.invalid("bad port \"" + line.word() + "\"");
    }
    return List.of(Integer.toString(port));
  }

  private static List<String> choice(ConfigLine line, Map<String, String> choices) throws Stop {
    String chosen = choices.get(line.word().toLowerCase(Locale.ROOT));
    if (chosen == null) {
      throw line.invalid("unsupported option \"" + line.word() + "\"");
    }
    return List.of(chosen);
  }

  private static List<String> count(ConfigLine line) throws Stop {
    try {
      int count = Integer.parseInt(line.word());
      if (count >= 0) {
        return List.of(Integer.toString(count));
      }
    } catch (NumberFormatException e) {
      // Told below: no number, or one too large.
    }
    throw line.invalid("\"" + line.word() + "\" is no number from 0 to " + Integer.MAX_VALUE);
  }

  private static List<String> span(ConfigLine line) throws Stop {
    if (line.word().equals("none")) {
      return List.of();
    }
    Matcher part = SPAN.matcher(line.word());
    long seconds = 0;
    int end = 0;
    while (part.lookingAt()) {
      end = part.end();
      seconds += Long.parseLong(part.group(1)) * unit(part.group(2).toLowerCase(Locale.ROOT));
      part.region(end, line.word().length());
    }
    if (end < line.word().length() || seconds > Integer.MAX_VALUE) {
      throw line.invalid("invalid time value \"" + line.word() + "\"");
    }
    return List.of(Long.toString(seconds));
  }

  private static int unit(String letter) {
    return switch (letter) {
      case "m" -> 60;
      case "h" -> 3600;
      case "d" -> 86_400;
      case "w" -> 604_800;
      default -> 1;
    };
  }

  private static List<String> files(ConfigLine line) throws Stop {
    List<String> words = line.words();
    if (words.isEmpty() || words.contains("")) {
      throw line.invalid("empty argument");
    }
    if (words.size() > 1 && words.stream().anyMatch("none"::equalsIgnoreCase)) {
      throw line.invalid("\"none\" must stand alone");
    }
    if (words.size() > MAX_FILES) {
      throw line.invalid("more than " + MAX_FILES + " files");
    }
    return words;
  }

  private static List<String> agent(ConfigLine line) throws Stop {
    String agent = line.word();
    if (agent.startsWith("$")
        && !agent.startsWith("${")
        && !ENVIRONMENT_NAME.matcher(agent).matches()) {
      throw line.invalid("invalid environment name " + agent.substring(1));
    }
    return List.of(agent);
  }
}
