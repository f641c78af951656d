package io.portside.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * {@code ansible_become_flags} as words for sudo, doas or su. How the password is read and whom to
 * become is Portside's own part; flags that would make the program do something else than run a
 * command are refused.
 */
final class BecomeFlags {
  private static final Pattern SHORT = Pattern.compile("-[EHPiknS]+");
  private static final Set<String> SHORT_WITH_VALUE = Set.of("-g", "-r", "-t", "-C", "-T", "-h");
  private static final Pattern LONG =
      Pattern.compile(
          "--(?:preserve-env(?:=.*)?|set-home|login|preserve-groups|reset-timestamp|stdin"
              + "|non-interactive|(?:group|role|type|host|close-from|command-timeout)=.+)");
  private static final Set<String> OURS = Set.of("--stdin", "--non-interactive");

  /** What needs no quotes in any login shell. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=,@%+-]+");

  private BecomeFlags() {}

  private static final Set<String> SU =
      Set.of("-", "-l", "--login", "-m", "-p", "--preserve-environment");

  /**
   * The words without those for the password.
   *
   * @param method {@code sudo}, {@code doas}, which has no other flags of use, or {@code su}
   * @throws ShellWords.SplitException a quote is open, or a flag is not one of those that are fit;
   *     the message says which
   */
  static List<String> parse(String method, String flags) throws ShellWords.SplitException {
    return switch (method) {
      case "su" -> known(flags, SU).stream().map(w -> w.equals("-") ? "-l" : w).toList();
      case "doas" -> known(flags, Set.of("-n")).stream().filter(w -> !w.equals("-n")).toList();
      default -> ofSudo(flags);
    };
  }

  private static List<String> known(String flags, Set<String> known)
      throws ShellWords.SplitException {
    List<String> words = new ArrayList<>();
    for (ShellWords.Word word : ShellWords.split(flags, false)) {
      if (!known.contains(word.text())) {
        throw new ShellWords.SplitException("'" + word.text() + "' is not supported");
      }
      words.add(word.text());
    }
    return words;
  }

  private static List<String> ofSudo(String flags) throws ShellWords.SplitException {
    List<String> kept = new ArrayList<>();
    var words = ShellWords.split(flags, false).iterator();
    while (words.hasNext()) {
      String word = words.next().text();
      if (!isPlain(word)) {
        throw new ShellWords.SplitException("'" + word + "' is no plain word");
      } else if (SHORT_WITH_VALUE.contains(word) && words.hasNext()) {
        String value = words.next().text();
        if (value.startsWith("-") || !isPlain(value)) {
          throw new ShellWords.SplitException("'" + value + "' is no value for " + word);
        }
        kept.add(word);
        kept.add(value);
      } else if (SHORT.matcher(word).matches()) {
        shortened(word).ifPresent(kept::add);
      } else if (!LONG.matcher(word).matches()) {
        throw new ShellWords.SplitException("'" + word + "' is not supported");
      } else if (!OURS.contains(word)) {
        kept.add(word);
      }
    }
    return kept;
  }

  static boolean isPlain(String word) {
    return PLAIN.matcher(word).matches();
  }

  static boolean isPlainPath(String exe) {
    return isPlain(exe) && !exe.startsWith("-") && !exe.contains("=");
  }

  private static Optional<String> shortened(String word) {
    String rest = word.replaceAll("[nS]", "");
    return rest.equals("-") ? Optional.empty() : Optional.of(rest);
  }
}
