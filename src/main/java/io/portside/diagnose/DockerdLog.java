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

  /** What dockerd says once it has started, and once it has stopped as told. */
  private static final List<String> WELL = List.of("API listen on", "Daemon shutdown complete");

  /** What a reason fits in; a line that is longer is cut. */
  private static final int LINE = 4096;

  private DockerdLog() {}

  /**
   * The line that says why dockerd does not run, without its log framing: the last such line since
   * it was last well.
   */
  public static Optional<String> reason(String log) {
    List<String> lines =
        sinceWell(log)
            .lines()
            .map(l -> l.substring(0, Math.min(l.length(), LINE)))
            .toList()
            .reversed();
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

  /** The end of the log that tells of now: what dockerd got over once is no cause any more. */
  static String sinceWell(String log) {
    return log.substring(Math.max(0, WELL.stream().mapToInt(log::lastIndexOf).max().orElse(0)));
  }
}
