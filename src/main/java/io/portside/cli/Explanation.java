package io.portside.cli;

import io.portside.desired.Desired;
import io.portside.desired.Endpoint;
import io.portside.desired.Listen;
import io.portside.diagnose.Diagnosis;
import io.portside.diagnose.Finding;
import io.portside.facts.Facts;
import io.portside.outcome.Outcome;
import io.portside.plan.FileChange;
import io.portside.plan.Guards;
import io.portside.plan.Keep;
import io.portside.plan.Plan;
import io.portside.problem.Problem;
import io.portside.problem.Untrusted;
import io.portside.rollout.Examination;
import io.portside.rollout.Verdict;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What {@code fix} says before it does anything: why nothing listens, and what it will do. */
final class Explanation implements Examination {
  private static final int LINE = 500;

  private final PrintStream out;
  private final Terminal terminal;
  private final Desired desired;
  private final ConsentOptions consent;
  private final boolean explain;
  private final boolean onlyTell;
  private boolean diagnosed;

  /**
   * An explanation.
   *
   * @param desired as the user said it: consent to plain TCP is asked for when all is explained
   * @param explain the diagnosis is all that is wanted
   * @param onlyTell nothing shall be done
   */
  Explanation(
      Output output,
      Terminal terminal,
      Desired desired,
      ConsentOptions consent,
      boolean explain,
      boolean onlyTell) {
    this.out = output.err();
    this.terminal = terminal;
    this.desired = desired;
    this.consent = consent;
    this.explain = explain;
    this.onlyTell = onlyTell;
  }

  /** Whether the host could be read as far as it takes. */
  boolean diagnosed() {
    return diagnosed;
  }

  @Override
  public Verdict of(Facts facts, Plan plan) {
    diagnosed = facts.root();
    List<Finding> findings = Diagnosis.of(facts, desired.listen());
    return switch (plan) {
      case Plan.NoOp(var endpoints) -> {
        well(facts, endpoints);
        if (!findings.isEmpty() && !explain) {
          out.println("But:");
          list(findings);
        }
        yield explain && !findings.isEmpty() ? explained(findings, List.of()) : new Verdict.GoOn();
      }
      case Plan.Refuse(var problems, var byHand) -> {
        why(facts, findings);
        byHand(byHand);
        yield explain && facts.root() ? explained(findings, problems) : new Verdict.OnlyTell();
      }
      case Plan.Recover(var unfinished) -> {
        out.println(
            "A transaction ("
                + Untrusted.line(unfinished.begun(), 200)
                + ") was cut off at its step "
                + Untrusted.line(unfinished.lastStep(), 40)
                + ". It will be ended first: docker may restart, running containers are kept as it"
                + " was meant to keep them.");
        yield goOn("End it?");
      }
      case Plan.Apply apply -> {
        why(facts, findings);
        List<Problem> byHand =
            findings.stream().filter(Finding::byHand).map(Finding::problem).toList();
        if (byHand.isEmpty()) {
          what(facts, apply);
        }
        yield explain
            ? explained(findings, apply.notes())
            : byHand.isEmpty() ? consented(apply) : new Verdict.End(new Outcome.Refused(byHand));
      }
    };
  }

  private static Verdict explained(List<Finding> findings, List<Problem> more) {
    List<Problem> all = new ArrayList<>(findings.stream().map(Finding::problem).toList());
    more.stream()
        .filter(problem -> findings.stream().noneMatch(f -> f.code() == problem.code()))
        .forEach(all::add);
    return new Verdict.End(new Outcome.Planned(List.copyOf(all)));
  }

  private Verdict consented(Plan.Apply plan) {
    Desired wanted =
        onlyTell ? desired.withConsent() : consent.ask(List.of(desired), terminal).getFirst();
    List<Problem> open = Guards.unconsented(wanted, plan.endpoints());
    return open.isEmpty() ? goOn("Do it?") : new Verdict.End(new Outcome.Refused(open));
  }

  private Verdict goOn(String question) {
    boolean yes = !onlyTell && (consent.yes || terminal.confirm(question).orElse(false));
    return yes ? new Verdict.GoOn() : new Verdict.OnlyTell();
  }

  private void well(Facts facts, List<Endpoint> endpoints) {
    out.println(
        "dockerd listens as wanted: "
            + endpoints.stream().map(Endpoint::url).collect(Collectors.joining(", ")));
    facts.listeners().stream()
        .filter(l -> l.dockerd() && endpoints.stream().anyMatch(e -> e.port() == l.port()))
        .forEach(
            l ->
                out.println(
                    "  proof: dockerd, pid "
                        + facts.dockerdPid()
                        + ", holds "
                        + Untrusted.line(l.address(), 60)
                        + " port "
                        + l.port()));
  }

  // Where the explanation is all, its causes stand in the host's report.
  private void why(Facts facts, List<Finding> findings) {
    if (findings.isEmpty() || !facts.root()) {
      return;
    }
    String version = facts.version().isEmpty() ? "" : " " + Untrusted.line(facts.version(), 60);
    out.println(
        "%s has docker%s, which %s. %s:"
            .formatted(
                Untrusted.line(desired.host(), 200),
                version,
                facts.active() ? "runs" : "does not run",
                served(facts)
                    ? "It listens on " + ports() + ". What is wrong"
                    : "Why nothing listens on " + ports()));
    if (!explain) {
      list(findings);
    }
  }

  private boolean served(Facts facts) {
    return desired.listen().stream()
        .map(Listen::port)
        .allMatch(
            port -> facts.listeners().stream().anyMatch(l -> l.dockerd() && l.port() == port));
  }

  private void list(List<Finding> findings) {
    int number = 1;
    for (Finding finding : findings) {
      out.println(
          "  %d. %s. [%s]"
              .formatted(number++, Untrusted.line(finding.what(), LINE), finding.code().id()));
      out.println("     proof: " + Untrusted.line(finding.proof(), LINE));
      out.println("     mend:  " + Untrusted.line(finding.mend(), LINE));
    }
  }

  private void what(Facts facts, Plan.Apply plan) {
    String files =
        plan.files().stream()
            .filter(FileChange::changes)
            .map(FileChange::path)
            .collect(Collectors.joining(" and "));
    out.println(
        "What "
            + (onlyTell ? "fix would do: " : "will be done: ")
            + (files.isEmpty() ? "" : "change " + files + " (a backup is kept), ")
            + (plan.restart() ? "restart docker" : "reload systemd")
            + ", see that it listens, and put everything back if it does not.");
    if (plan.restart() && plan.active()) {
      String docker = "docker's own API for " + restartTakes(facts);
      out.println(
          "What it interrupts: "
              + (plan.running().isEmpty()
                  ? docker + "; no container runs."
                  : plan.keep() == Keep.YES
                      ? docker + "; " + containers(plan) + " will run on."
                      : docker
                          + ", and "
                          + containers(plan)
                          + ": each is stopped before and started again after."));
    }
  }

  // Plain TCP makes dockerd wait a second before it starts: moby, cmd/dockerd/daemon.go.
  private static String restartTakes(Facts facts) {
    Duration start = facts.service().startTook();
    return start.isZero()
        ? "a few seconds"
        : "about %d s (its last start took %.1f s)"
            .formatted(start.plusMillis(1999).toSeconds(), start.toMillis() / 1000.0);
  }

  /** What fix may not write, for whoever may. */
  private void byHand(List<FileChange> changes) {
    for (FileChange change : changes) {
      out.println("By hand, " + change.path() + " shall read:");
      change
          .after()
          .map(text -> Untrusted.text(text, 64 * 1024).lines())
          .ifPresent(lines -> lines.forEach(line -> out.println("    " + line)));
    }
    if (!changes.isEmpty()) {
      out.println("then: systemctl daemon-reload; systemctl restart docker");
    }
  }

  private static String containers(Plan.Apply plan) {
    String names =
        plan.running().stream()
            .limit(5)
            .map(c -> Untrusted.line(c.name(), 80))
            .collect(Collectors.joining(", "));
    int count = plan.running().size();
    return (count == 1 ? "the running container " : "the " + count + " running containers ")
        + "("
        + names
        + (count > 5 ? ", …)" : ")");
  }

  private String ports() {
    return desired.listen().stream()
        .map(Listen::port)
        .distinct()
        .sorted()
        .map(String::valueOf)
        .collect(Collectors.joining(", "));
  }
}
