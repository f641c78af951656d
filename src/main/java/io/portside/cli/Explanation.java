package io.portside.cli;

import io.portside.desired.Desired;
import io.portside.desired.Listen;
import io.portside.diagnose.Diagnosis;
import io.portside.diagnose.Finding;
import io.portside.facts.Facts;
import io.portside.plan.FileChange;
import io.portside.plan.Keep;
import io.portside.plan.Plan;
import io.portside.problem.Untrusted;
import io.portside.rollout.Examination;
import java.io.PrintStream;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What {@code fix} says before it does anything: why nothing listens, and what it will do. */
final class Explanation implements Examination {
  private final PrintStream out;
  private final Terminal terminal;
  private final Desired desired;
  private final boolean check;
  private final boolean yes;

  Explanation(Output output, Terminal terminal, Desired desired, boolean check, boolean yes) {
    this.out = output.err();
    this.terminal = terminal;
    this.desired = desired;
    this.check = check;
    this.yes = yes;
  }

  @Override
  public boolean goesOn(Facts facts, Plan plan) {
    return switch (plan) {
      case Plan.NoOp(var endpoints) -> {
        out.println(
            "dockerd listens as wanted: "
                + endpoints.stream().map(e -> e.url()).collect(Collectors.joining(", ")));
        yield true;
      }
      case Plan.Refuse(_) -> {
        why(facts);
        yield false;
      }
      case Plan.Recover(var unfinished) -> {
        out.println(
            "A transaction ("
                + Untrusted.line(unfinished.begun(), 200)
                + ") was cut off at its step "
                + Untrusted.line(unfinished.lastStep(), 40)
                + ". It will be ended first: docker may restart, running containers are kept as it"
                + " was meant to keep them.");
        yield !check && (yes || terminal.confirm("End it?").orElse(false));
      }
      case Plan.Apply apply -> {
        why(facts);
        what(apply);
        yield !check && (yes || terminal.confirm("Do it?").orElse(false));
      }
    };
  }

  private void why(Facts facts) {
    Set<Integer> ports = desired.listen().stream().map(Listen::port).collect(Collectors.toSet());
    List<Finding> findings = Diagnosis.of(facts, ports);
    if (findings.isEmpty()) {
      return;
    }
    out.println(
        "%s has docker %s, which %s. Why nothing listens on %s:"
            .formatted(
                Untrusted.line(desired.host(), 200),
                facts.version().isEmpty() ? "" : Untrusted.line(facts.version(), 60),
                facts.active() ? "runs" : "does not run",
                ports(ports)));
    int number = 1;
    for (Finding finding : findings) {
      out.println("  " + number++ + ". " + Untrusted.line(finding.what(), 500) + ".");
      out.println("     proof: " + Untrusted.line(finding.proof(), 500));
      out.println("     mend:  " + Untrusted.line(finding.mend(), 500));
    }
  }

  private void what(Plan.Apply plan) {
    String files =
        plan.files().stream()
            .filter(FileChange::changes)
            .map(FileChange::path)
            .collect(Collectors.joining(" and "));
    out.println(
        "What will be done: "
            + (files.isEmpty() ? "" : "change " + files + " (a backup is kept), ")
            + (plan.restart() ? "restart docker" : "reload systemd")
            + ", see that it listens, and put everything back if it does not.");
    if (plan.restart() && !plan.running().isEmpty()) {
      out.println(
          "What it interrupts: "
              + (plan.keep() == Keep.YES
                  ? "nothing but docker's own API for a few seconds; "
                      + containers(plan)
                      + " will run on."
                  : containers(plan) + " will be stopped and started again."));
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

  private static String ports(Set<Integer> ports) {
    return ports.stream().sorted().map(String::valueOf).collect(Collectors.joining(", "));
  }
}
