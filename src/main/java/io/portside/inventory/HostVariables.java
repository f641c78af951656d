package io.portside.inventory;

import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/** One host's variables, read as the types the connection needs; what does not fit is told. */
final class HostVariables {
  private static final Set<String> TRUE = Set.of("y", "yes", "on", "1", "1.0", "true", "t");
  private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,9}");
  private static final Set<String> FALSE = Set.of("n", "no", "off", "0", "0.0", "false", "f");

  /**
   * A variable of the host.
   *
   * @param name the alias that counts
   */
  record Found(String name, Value value) {
    String text() {
      return value.node().asText();
    }

    /** For messages. */
    String shown() {
      return quoted(text().strip());
    }

    /** A part of it, for messages. */
    String quoted(String part) {
      return "'" + (value.secret() ? "(secret)" : part) + "'";
    }
  }

  private final Host host;
  private final Problems problems;

  HostVariables(Host host, Problems problems) {
    this.host = host;
    this.problems = problems;
  }

  /** The last alias that is set and not null. */
  Optional<Found> find(List<String> aliases) {
    Optional<Found> last = Optional.empty();
    for (String name : aliases) {
      Value value = host.vars().get(name);
      if (value != null && !value.node().isNull()) {
        last = Optional.of(new Found(name, value));
      }
    }
    return last;
  }

  /** Text or a number; empty text counts as not set. */
  Optional<String> text(List<String> aliases) {
    return find(aliases)
        .filter(
            found -> {
              boolean scalar = found.value().node().isValueNode();
              if (!scalar) {
                invalid(found, "must be text", "write a single value");
              }
              return scalar && !found.text().isEmpty();
            })
        .map(Found::text);
  }

  Optional<Integer> integer(List<String> aliases, int min, int max) {
    return find(aliases)
        .flatMap(
            found -> {
              OptionalInt number = wholeNumber(found);
              if (number.isPresent() && number.getAsInt() >= min && number.getAsInt() <= max) {
                return Optional.of(number.getAsInt());
              }
              invalid(
                  found,
                  "is " + found.shown() + ", not a whole number from " + min + " to " + max,
                  "write a number in this range");
              return Optional.empty();
            });
  }

  private static OptionalInt wholeNumber(Found found) {
    if (found.value().node().isInt()) {
      return OptionalInt.of(found.value().node().intValue());
    }
    String text = found.text().strip();
    return WHOLE_NUMBER.matcher(text).matches()
        ? OptionalInt.of(Integer.parseInt(text))
        : OptionalInt.empty();
  }

  Optional<Boolean> flag(List<String> aliases) {
    return find(aliases)
        .flatMap(
            found -> {
              String text = found.text().strip().toLowerCase(Locale.ROOT);
              if (TRUE.contains(text) || FALSE.contains(text)) {
                return Optional.of(TRUE.contains(text));
              }
              invalid(
                  found, "is " + found.shown() + ", neither true nor false", "write true or false");
              return Optional.empty();
            });
  }

  void invalid(Found found, String what, String hint) {
    error(ProblemCode.VARIABLE_INVALID, found, what, hint);
  }

  void unsupported(Found found, String what, String hint) {
    error(ProblemCode.INVENTORY_UNSUPPORTED, found, what, hint);
  }

  private void error(ProblemCode code, Found found, String what, String hint) {
    problems.error(
        host.name(), new Problem(code, found.value().origin(), found.name() + " " + what, hint));
  }
}
