package io.portside.rollout;

import io.portside.outcome.HostReport;
import io.portside.outcome.Outcome;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** One host of a rollout, and how far it has come. Used by one thread at a time. */
final class Member {
  private final HostWay way;
  private final Events events;
  private Optional<Looked.Pending> pending = Optional.empty();
  private Optional<HostReport> report = Optional.empty();

  Member(HostWay way, Events events) {
    this.way = way;
    this.events = events;
  }

  String name() {
    return way.host();
  }

  Optional<String> place() {
    return way.place();
  }

  /** What would be changed, where that was found out and is not done yet. */
  Optional<PlannedHost> planned() {
    return pending.map(Looked.Pending::planned);
  }

  /** It is to be changed, or failed so early that it never will be: it counts in its batch. */
  boolean atStake() {
    return pending.isPresent() || failed();
  }

  boolean failed() {
    return report.filter(r -> r.outcome().isFailure()).isPresent();
  }

  /** How it ended; empty: it has not yet. */
  Optional<HostReport> report() {
    return report;
  }

  void look() {
    events.hostStarted(name());
    switch (guarded(() -> way.way().look(events.progress(name())), Looked.Ended::new)) {
      case Looked.Ended(var found) -> end(found);
      case Looked.Pending found -> {
        pending = Optional.of(found);
        events.hostPlanned(found.planned());
      }
    }
  }

  /** Nothing, where it has ended already. */
  void change() {
    if (report.isEmpty()) {
      Looked.Change change = pending.orElseThrow().change();
      events.hostStarted(name());
      end(guarded(change::make, failed -> failed));
    }
  }

  boolean answersOutside() {
    return report.filter(r -> r.outcome() instanceof Outcome.Changed).isPresent()
        && pending.filter(p -> p.change().answersOutside()).isPresent();
  }

  /** Asks a changed host once more. */
  void lookAgain() {
    Looked.Change change = pending.orElseThrow().change();
    HostReport made = report.orElseThrow();
    HostReport again = guarded(() -> change.lookAgain(made), failed -> failed);
    report = Optional.of(again);
    if (again.outcome().isFailure()) {
      events.hostFinished(again);
    }
  }

  /** It was a dry run. */
  void tell() {
    pending.filter(_ -> report.isEmpty()).ifPresent(p -> end(p.report()));
  }

  /** It will never start, where it has not ended. */
  void skip(String why) {
    if (report.isEmpty()) {
      end(HostReport.of(name(), way.address(), new Outcome.Skipped(why)));
    }
  }

  private void end(HostReport how) {
    report = Optional.of(how);
    events.hostFinished(how);
  }

  private <T> T guarded(Supplier<T> work, Function<HostReport, T> failed) {
    try {
      return work.get();
    } catch (Throwable e) {
      // The one broad catch: a defect on one host must not disturb the others.
      events.defect(e);
      Problem defect =
          Problem.of(
              ProblemCode.DEFECT,
              "a defect in Portside: " + e,
              "report it; how far this host got is not known, so check it before the next run");
      return failed.apply(HostReport.of(name(), way.address(), Outcome.failed(defect)));
    }
  }
}
