package io.portside.cli;

import io.portside.inventory.Secret;
import io.portside.problem.InputException;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.problem.Untrusted;
import io.portside.ssh.Asker;
import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whoever sits in front, if anyone: questions and what they must know. */
final class Terminal implements Asker {
  private final PrintStream err;
  private final @Nullable Console console;

  private Terminal(PrintStream err, @Nullable Console console) {
    this.err = err;
    this.console = console;
  }

  /** The terminal that the program was started at, if it was. */
  static Terminal of(PrintStream err) {
    return new Terminal(
        err, Optional.ofNullable(System.console()).filter(Console::isTerminal).orElse(null));
  }

  /** The same, but nobody is asked. */
  Terminal unattended() {
    return new Terminal(err, null);
  }

  /** Whether somebody can be asked. */
  boolean present() {
    return console != null;
  }

  /** Whether stdout shows colours; see no-color.org. */
  boolean colours() {
    String noColor = System.getenv("NO_COLOR");
    return console != null && (noColor == null || noColor.isEmpty());
  }

  /** Whether what was printed can be drawn over. */
  boolean redraws() {
    return colours() && !"dumb".equals(System.getenv("TERM"));
  }

  @Override
  public Optional<Secret> secret(String question) {
    return Optional.ofNullable(console)
        .map(c -> c.readPassword("%s", question))
        .filter(typed -> typed.length > 0)
        .map(typed -> new Secret(new String(typed)));
  }

  @Override
  public Optional<Boolean> confirm(String question) {
    return Optional.ofNullable(console)
        .map(c -> c.readLine("%s [y/N] ", question))
        .map(typed -> typed.strip().toLowerCase(Locale.ROOT))
        .map(typed -> typed.equals("y") || typed.equals("yes"));
  }

  @Override
  public void tell(String news) {
    err.println("portside: " + Untrusted.text(news, 2000));
  }

  /** A secret that the user has said will be typed. */
  Secret demand(String question, String otherwise) {
    return secret(question)
        .orElseThrow(
            () ->
                new InputException(
                    Problem.of(
                        ProblemCode.QUESTION_NEEDS_TERMINAL,
                        "there is no terminal to ask at: " + question.strip(),
                        "use " + otherwise)));
  }
}
