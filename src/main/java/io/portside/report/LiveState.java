package io.portside.report;

import io.portside.outcome.HostReport;
import io.portside.outcome.Outcome;
import io.portside.problem.Problem;
import io.portside.problem.Untrusted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a live view shows of a run: how far the batch is, who is under way and at what, and who has
 * failed. Knows no terminal. Times are of {@link System#nanoTime}.
 */
final class LiveState {
  /** Under way at once are 50 by default; more lines than this nobody follows. */
  private static final int MOST_UNDER_WAY = 16;

  private static final int BAR = 24;
  private static final int LINE = 500;

  private final Map<String, UnderWay> underWay = new LinkedHashMap<>();
  private final Map<String, HostReport> failed = new LinkedHashMap<>();
  private final Map<String, Integer> outcomes = new LinkedHashMap<>();
  private final Set<String> finished = new LinkedHashSet<>();
  private String title = "";
  private int size;
  private int done;
  private long begun;

  /** A host at one of its steps. */
  private record UnderWay(String step, long since) {}

  void part(String name, int hosts, int alreadyDone, long now) {
    title = name;
    size = hosts;
    done = alreadyDone;
    begun = now;
    underWay.clear();
  }

  void step(String host, String step, long now) {
    underWay.put(host, new UnderWay(step, now));
  }

  void planned(String host) {
    underWay.remove(host);
    done++;
  }

  /** A host that is heard of once more has failed after all. */
  void finished(HostReport report) {
    boolean first = finished.add(report.host());
    if (underWay.remove(report.host()) != null) {
      done++;
    }
    if (first) {
      outcomes.merge(report.outcome().word(), 1, Integer::sum);
    } else {
      outcomes.merge("changed", -1, Integer::sum);
      outcomes.merge(report.outcome().word(), 1, Integer::sum);
    }
    if (report.outcome().isFailure()) {
      failed.put(report.host(), report);
    }
  }

  boolean hasFinished(String host) {
    return finished.contains(host);
  }

  /** The part that is at its end, on one line. */
  String past(long now) {
    String counts = counts();
    return "%s: %d of %d in %s%s"
        .formatted(title, done, size, clock(now - begun), counts.isEmpty() ? "" : "; " + counts);
  }

  /** As many lines as there is room for. */
  List<LiveLine> lines(int height, long now) {
    List<LiveLine> lines = new ArrayList<>();
    lines.add(LiveLine.coloured(Palette.Colour.CYAN, bar(now)));
    lines.add(LiveLine.plain("  " + status()));
    int room = Math.max(0, height - lines.size());
    int forFailures = Math.min(failed.size(), Math.max(1, room / 3));
    if (room > 0) {
      some(
          lines, failed.values().stream().map(LiveState::failure).toList().reversed(), forFailures);
    }
    room = Math.min(MOST_UNDER_WAY, Math.max(0, height - lines.size()));
    some(
        lines,
        underWay.entrySet().stream()
            .map(host -> LiveLine.plain(underWay(host.getKey(), host.getValue(), now)))
            .toList(),
        room);
    return lines;
  }

  private String bar(long now) {
    int filled = size == 0 ? BAR : (int) ((long) BAR * done / size);
    String drawn = "=".repeat(filled) + (filled < BAR ? ">" : "");
    long elapsed = now - begun;
    String eta = done == 0 || done >= size ? "" : ", ETA " + clock(elapsed / done * (size - done));
    return "%s  [%-24s]  %d/%d  %s%s".formatted(title, drawn, done, size, clock(elapsed), eta);
  }

  private String status() {
    String counts = counts();
    String now = underWay.size() + " under way";
    return counts.isEmpty() ? now : counts + ", " + now;
  }

  private String counts() {
    return Summary.WORDS.stream()
        .filter(word -> outcomes.getOrDefault(word, 0) > 0)
        .map(word -> outcomes.get(word) + " " + word)
        .collect(Collectors.joining(", "));
  }

  private static void some(List<LiveLine> lines, List<LiveLine> all, int room) {
    int shown = all.size() <= room ? all.size() : Math.max(0, room - 1);
    lines.addAll(all.subList(0, shown));
    if (shown < all.size() && room > 0) {
      lines.add(LiveLine.plain("  … and " + (all.size() - shown) + " more"));
    }
  }

  private static LiveLine failure(HostReport report) {
    Outcome outcome = report.outcome();
    String cause = outcome.problems().stream().findFirst().map(LiveState::cause).orElse("");
    return LiveLine.coloured(
        Palette.of(outcome), "  " + clean(report.host()) + "  " + outcome.word() + "  " + cause);
  }

  private static String cause(Problem problem) {
    return problem.code().id() + ": " + clean(problem.what());
  }

  private static String underWay(String host, UnderWay way, long now) {
    return "  %s  %s  %d s"
        .formatted(clean(host), clean(way.step()), (now - way.since()) / 1_000_000_000);
  }

  private static String clean(String text) {
    return Untrusted.line(text, LINE);
  }

  private static String clock(long nanos) {
    Duration time = Duration.ofNanos(Math.max(0, nanos));
    return time.toHours() > 0
        ? "%d:%02d:%02d".formatted(time.toHours(), time.toMinutesPart(), time.toSecondsPart())
        : "%d:%02d".formatted(time.toMinutes(), time.toSecondsPart());
  }
}
