package io.portside.report;

import io.portside.outcome.HostReport;
import io.portside.outcome.Outcome;
import io.portside.rollout.PlannedHost;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A rollout at a terminal: the last lines are drawn again and again while it goes on. */
public final class LiveView implements RunView {
  /** So few hosts that each may have a line that stays. */
  private static final int FEW = 20;

  private static final Duration REDRAW = Duration.ofMillis(200);

  private final Screen screen;
  private final HostLines hostLines;
  private final boolean each;
  private final LiveState state = new LiveState();
  private final StringBuilder above = new StringBuilder();
  private final ScheduledExecutorService pulse =
      Executors.newSingleThreadScheduledExecutor(
          work -> Thread.ofPlatform().daemon().name("live view").unstarted(work));
  private boolean running;
  private int conversations;

  /**
   * Draws as soon as something begins.
   *
   * @param size of the terminal, as it is now
   * @param hosts all names
   */
  public LiveView(
      PrintStream out, TextOptions options, Supplier<TerminalSize> size, Collection<String> hosts) {
    this.screen = new Screen(out, new Palette(options.colour()), size);
    this.hostLines = new HostLines(options, hosts);
    this.each = hosts.size() <= FEW || options.verbose();
    ScheduledFuture<?> _ =
        pulse.scheduleAtFixedRate(
            this::redraw, REDRAW.toMillis(), REDRAW.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public synchronized void lookStarted(int hosts) {
    begin("look", hosts, 0);
  }

  @Override
  public synchronized void hostPlanned(PlannedHost host) {
    state.planned(host.report().host());
  }

  @Override
  public synchronized void batchStarted(int number, int of, List<String> hosts) {
    int ended = (int) hosts.stream().filter(state::hasFinished).count();
    begin("batch %d of %d".formatted(number, of), hosts.size(), ended);
  }

  @Override
  public synchronized void settling(Duration settle) {
    state.step("changed hosts", "asked again in " + settle.toSeconds() + " s; waiting", now());
  }

  @Override
  public synchronized void hostStarted(String host) {
    state.step(host, "begins", now());
  }

  @Override
  public synchronized void hostStep(String host, String step) {
    state.step(host, step, now());
  }

  @Override
  public synchronized void hostWaits(String host, String why) {
    state.step(host, why, now());
  }

  @Override
  public synchronized void hostFinished(HostReport report) {
    state.finished(report);
    if (each && !(report.outcome() instanceof Outcome.Planned)) {
      hostLines.of(report).forEach(line -> above.append(line).append('\n'));
    }
  }

  @Override
  public synchronized void print(String text) {
    end();
    above.append(text);
    redraw();
  }

  @Override
  public <T> T aside(Supplier<T> conversation) {
    converse(1);
    try {
      return conversation.get();
    } finally {
      converse(-1);
    }
  }

  private synchronized void converse(int more) {
    if (conversations == 0) {
      screen.draw(above(), List.of());
    }
    conversations += more;
  }

  @Override
  public synchronized void close() {
    end();
    redraw();
    pulse.shutdownNow();
  }

  private void begin(String title, int hosts, int ended) {
    end();
    state.part(title, hosts, ended, now());
    running = true;
  }

  /** What moved is a line that stays now. */
  private void end() {
    if (running && !each) {
      above.append(state.past(now())).append('\n');
    }
    running = false;
  }

  private synchronized void redraw() {
    if (conversations == 0) {
      screen.draw(above(), running ? state.lines(screen.room(), now()) : List.of());
    }
  }

  private String above() {
    String text = above.toString();
    above.setLength(0);
    return text;
  }

  private static long now() {
    return System.nanoTime();
  }
}
