package io.portside.ssh.config;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** The criteria of a {@code Match} line, held against a host. */
final class Criteria {
  /**
   * What they are held against.
   *
   * @param tokens its host is the one after {@code HostName}
   * @param tag {@code Tag}, or empty
   * @param finalPass the configuration is read for the second time
   * @param alone nobody else can judge what only the installed client should
   */
  record Subject(Tokens tokens, String tag, boolean finalPass, boolean alone) {}

  private final ConfigLine line;
  private final Subject subject;
  private final boolean counts;
  private final Delimited words;
  private boolean matches = true;
  private boolean wantsFinal;

  private Criteria(ConfigLine line, Subject subject, boolean counts) {
    this.line = line;
    this.subject = subject;
    this.counts = counts;
    this.words = new Delimited(line.rest());
  }

  /**
   * Holds a line against a host.
   *
   * @param counts the answer will be used: else nothing is run for it
   */
  static Criteria of(ConfigLine line, Subject subject, boolean counts) throws Stop {
    Criteria criteria = new Criteria(line, subject, counts);
    criteria.read();
    return criteria;
  }

  boolean matches() {
    return matches;
  }

  /** The configuration is to be read again, with the host's name as it is by then. */
  boolean wantsFinal() {
    return wantsFinal;
  }

  private void read() throws Stop {
    int count = 0;
    for (String word = next(); !word.isEmpty(); word = next()) {
      boolean negated = word.startsWith("!");
      String name = word.substring(negated ? 1 : 0).toLowerCase(Locale.ROOT);
      if (name.equals("all")) {
        all(count, negated);
        return;
      }
      count++;
      boolean holds =
          switch (name) {
            case "final" -> {
              wantsFinal = true;
              yield subject.finalPass();
            }
            case "canonical" -> subject.finalPass();
            default -> holds(name, argument(name));
          };
      matches &= holds != negated;
    }
    if (count == 0) {
      throw line.invalid("one or more criteria required");
    }
  }

  private void all(int before, boolean negated) throws Stop {
    if (before > 1 || !next().isEmpty()) {
      throw line.invalid("\"all\" cannot be combined with other criteria");
    }
    matches &= !negated;
  }

  /** Empty at the end and at a comment. */
  private String next() {
    return words.next().filter(word -> !word.startsWith("#")).orElse("");
  }

  private String argument(String name) throws Stop {
    String argument = next();
    if (argument.isEmpty()) {
      throw line.invalid("missing argument of \"" + name + "\"");
    }
    return argument;
  }

  private boolean holds(String name, String argument) throws Stop {
    Tokens tokens = subject.tokens();
    return switch (name) {
      case "host" -> Wildcards.anyCaseMatches(tokens.host(), argument);
      case "originalhost" -> Wildcards.anyCaseMatches(tokens.asked(), argument);
      case "user" -> Wildcards.listMatches(tokens.remoteUser(), argument);
      case "localuser" -> Wildcards.listMatches(tokens.user().name(), argument);
      case "exec", "localnetwork", "tagged" -> matches && counts && judged(name, argument);
      default -> throw line.invalid("unsupported criterion \"" + name + "\"");
    };
  }

  /** Has effects, depends on this machine's networks, or is not known to all clients. */
  private boolean judged(String name, String argument) throws Stop {
    if (!subject.alone()) {
      throw Stop.unsure(line.place() + ": Match " + name);
    }
    return switch (name) {
      case "tagged" -> Wildcards.listMatches(subject.tag(), argument);
      case "localnetwork" -> LocalNetworks.include(argument, line);
      default -> exec(subject.tokens().percent(line.place(), argument));
    };
  }

  private boolean exec(String command) throws Stop {
    Optional<Boolean> ended;
    try {
      ended = ShellTest.succeeds(command, subject.tokens().user().environment());
    } catch (IOException e) {
      throw line.invalid("exec '" + command + "': " + e.getMessage());
    }
    return ended.orElseThrow(() -> line.invalid("exec '" + command + "' does not end"));
  }
}
