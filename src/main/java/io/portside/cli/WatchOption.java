package io.portside.cli;

import io.portside.problem.InputException;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Shows something once, or again and again. */
final class WatchOption {
  private static final String CLEAR = "\u001b[2J";
  private static final String HOME = "\u001b[H";
  private static final String CLEAR_REST_OF_LINE = "\u001b[K";
  private static final String CLEAR_BELOW = "\u001b[J";

  @Option(
      names = {"-w", "--watch"},
      paramLabel = "N",
      description = "again every N seconds, redrawn at a terminal, until Ctrl-C")
  @Nullable Integer seconds;

  /**
   * What a command says at one time.
   *
   * @param result for stdout
   * @param news for stderr
   * @param code to exit with, if it were the last time
   */
  record Screen(String result, String news, int code) {}

  /** Tells now what is wrong with the option. */
  void check() {
    if (seconds != null && seconds < 1) {
      throw new InputException(
          new Problem(
              ProblemCode.BAD_OPTION,
              "--watch",
              seconds + " seconds is no time at all",
              "give 1 or more"));
    }
  }

  /**
   * Shows it; without the option once.
   *
   * @param redraws one screen takes the place of the last
   * @return the exit code, which with the option nobody sees: Ctrl-C ends the program
   */
  int show(Output output, boolean redraws, Supplier<Screen> drawn) {
    if (seconds == null) {
      return print(output, drawn.get());
    }
    for (boolean first = true; ; first = false) {
      Screen screen = drawn.get();
      if (redraws) {
        output.out().print((first ? CLEAR : "") + HOME + lines(screen) + CLEAR_BELOW);
        output.out().flush();
      } else {
        print(output, screen);
      }
      boolean unread = output.out().checkError(); // as by head
      if (unread || !paused(seconds)) {
        return screen.code();
      }
    }
  }

  private static int print(Output output, Screen screen) {
    output.out().print(screen.result());
    output.out().flush();
    output.err().print(screen.news());
    return screen.code();
  }

  // What the last screen left on a line is cleared with the line: clearing all would flicker.
  private String lines(Screen screen) {
    String head =
        "every %d s, last at %s; Ctrl-C ends\n"
            .formatted(
                seconds, LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS));
    return (head + screen.result() + screen.news()).replace("\n", CLEAR_REST_OF_LINE + "\n");
  }

  private static boolean paused(int seconds) {
    try {
      Thread.sleep(seconds * 1000L);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
