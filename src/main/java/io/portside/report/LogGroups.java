package io.portside.report;

import java.io.PrintStream;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;

/** The parts of a run's log, folded where a CI system shows it and can do that. */
public abstract sealed class LogGroups {
  private boolean open;

  /** What shows this process's log, by the variables that CI systems set. */
  public static LogGroups of(Map<String, String> environment) {
    if ("true".equals(environment.get("GITHUB_ACTIONS"))) {
      return new GitHub(UUID.randomUUID().toString());
    }
    return "true".equals(environment.get("GITLAB_CI"))
        ? new GitLab(Clock.systemUTC())
        : new Titles();
  }

  /** Before the first line of a run. */
  public void start(PrintStream out) {}

  /** Begins a part and ends the one before. */
  final void begin(PrintStream out, String title) {
    end(out);
    open = true;
    opened(out, title);
  }

  /** Ends the last part, where there is one. */
  public final void end(PrintStream out) {
    if (open) {
      open = false;
      closed(out);
    }
  }

  /** After the last line of a run. */
  public void stop(PrintStream out) {}

  abstract void opened(PrintStream out, String title);

  abstract void closed(PrintStream out);

  /** A title is a line. */
  static final class Titles extends LogGroups {
    @Override
    void opened(PrintStream out, String title) {
      out.println(title);
    }

    @Override
    void closed(PrintStream out) {}
  }

  /**
   * "Workflow commands for GitHub Actions". A line that a host said could be a command too, so none
   * is obeyed but ours.
   */
  static final class GitHub extends LogGroups {
    private final String token;

    /**
     * GitHub's log.
     *
     * @param token nobody else's, for {@code stop-commands}
     */
    GitHub(String token) {
      this.token = token;
    }

    @Override
    public void start(PrintStream out) {
      out.println("::stop-commands::" + token);
    }

    @Override
    public void stop(PrintStream out) {
      out.println("::" + token + "::");
    }

    @Override
    void opened(PrintStream out, String title) {
      obeyed(out, "::group::" + title);
    }

    @Override
    void closed(PrintStream out) {
      obeyed(out, "::endgroup::");
    }

    private void obeyed(PrintStream out, String command) {
      stop(out);
      out.println(command);
      start(out);
    }
  }

  /** "Custom collapsible sections" of GitLab's job logs. */
  static final class GitLab extends LogGroups {
    private final Clock clock;
    private int number;

    GitLab(Clock clock) {
      this.clock = clock;
    }

    @Override
    void opened(PrintStream out, String title) {
      number++;
      out.println(mark("start") + title);
    }

    @Override
    void closed(PrintStream out) {
      out.println(mark("end"));
    }

    private String mark(String which) {
      long now = clock.instant().getEpochSecond();
      return "\u001b[0Ksection_%s:%d:portside_%d\r\u001b[0K".formatted(which, now, number);
    }
  }
}
