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

  private static final int LONGEST_BAR = 24;

  /** A shorter one tells nothing. */
  private static final int SHORTEST_BAR = 4;

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

  /** As many lines as there is room for; what is too long is cut where it is drawn. */
  List<LiveLine> lines(TerminalSize size, long now) {
    List<LiveLine> lines = new ArrayList<>();
    lines.add(LiveLine.coloured(Palette.Colour.CYAN, progress(size.columns(), now)));
    lines.add(LiveLine.plain("  " + status()));
    int room = Math.max(0, size.rows() - lines.size());
    int forFailures = Math.min(failed.size(), Math.max(1, room / 3));
    if (room > 0) {
      some(
          lines, failed.values().stream().map(LiveState::failure).toList().reversed(), forFailures);
    }
    room = Math.min(MOST_UNDER_WAY, Math.max(0, size.rows() - lines.size()));
    some(
        lines,
        underWay.entrySet().stream()
            .map(host -> LiveLine.plain(underWay(host.getKey(), host.getValue(), now)))
            .toList(),
        room);
    return lines;
  }

  /** The bar gives way to the figures. */
  private String progress(int columns, long now) {
    long elapsed = now - begun;
    String eta = done == 0 || done >= size ? "" : ", ETA " + clock(elapsed / done * (size - done));
    String figures = "%d/%d  %s%s".formatted(done, size, clock(elapsed), eta);
    int free = columns - title.length() - figures.length() - "  []  ".length();
    String bar = free < SHORTEST_BAR ? "" : "[" + bar(Math.min(free, LONGEST_BAR)) + "]  ";
    return title + "  " + bar + figures;
  }

  private String bar(int length) {
    int filled = size == 0 ? length : (int) ((long) length * done / size);
    String drawn = "=".repeat(filled) + (filled < length ? ">" : "");
    return drawn + " ".repeat(length - drawn.length());
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
