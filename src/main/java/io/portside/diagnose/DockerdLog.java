package io.portside.diagnose;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds dockerd's own reason in its log. */
public final class DockerdLog {
  /** Words with which dockerd takes its leave, in moby's {@code cmd/dockerd}; the surest first. */
  private static final List<String> REASONS =
      List.of(
          "unable to configure the Docker daemon",
          "failed to start daemon",
          "failed to load listeners",
          "failed to start containerd",
          "start of the service was attempted too often",
          "Start request repeated too quickly",
          "Failed to locate executable",
          "level=fatal",
          "level=error",
          "unknown flag",
          "Error:");

  private static final Pattern MSG = Pattern.compile("\\bmsg=\"((?:[^\"\\\\]++|\\\\.)*+)\"");

  /** What a reason fits in; a line that is longer is cut. */
  private static final int LINE = 4096;

  private DockerdLog() {}

  /** The line that says why dockerd did not start, without its log framing; the last such line. */
  public static Optional<String> reason(String log) {
    List<String> lines =
        log.lines().map(l -> l.substring(0, Math.min(l.length(), LINE))).toList().reversed();
    for (String reason : REASONS) {
      for (String line : lines) {
        if (line.contains(reason)) {
          Matcher m = MSG.matcher(line);
          return Optional.of(m.find() ? m.group(1).replace("\\\"", "\"") : line.strip());
        }
      }
    }
    return Optional.empty();
  }
}
