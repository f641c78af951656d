package io.portside.cli;

import io.portside.report.TerminalSize;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The size of the terminal, asked for at first and whenever its window has changed. */
final class WindowSize implements Supplier<TerminalSize>, AutoCloseable {
  private static final Pattern ROWS_COLUMNS = Pattern.compile("(\\d{1,5}) (\\d{1,5})\\s*");

  private final Signals.Before before;
  private volatile boolean stale = true;
  private TerminalSize size = TerminalSize.USUAL;

  WindowSize() {
    before = Signals.on("WINCH", () -> stale = true);
  }

  @Override
  public synchronized TerminalSize get() {
    if (stale) {
      stale = false;
      size = ask().orElse(size);
    }
    return size;
  }

  // stty is wherever a terminal is; Java itself cannot tell.
  private static Optional<TerminalSize> ask() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!stty.waitFor(2, TimeUnit.SECONDS)) {
        stty.destroyForcibly();
        return Optional.empty();
      }
      Matcher told =
          ROWS_COLUMNS.matcher(
              new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
      // A terminal without a size says 0 0.
      return told.matches() && !told.group(2).equals("0")
          ? Optional.of(
              new TerminalSize(Integer.parseInt(told.group(1)), Integer.parseInt(told.group(2))))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    before.restore();
  }
}
