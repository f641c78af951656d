package io.portside.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.portside.facts.RecordedProbe;
import io.portside.outcome.Outcome;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.ssh.Output;
import io.portside.ssh.RemoteScript;
import io.portside.ssh.Session;
import io.portside.ssh.SshException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How the end of a transaction is learned whose link was lost. */
class ApplierTest {
  private static final Problem LOST = Problem.of(ProblemCode.CONNECTION_LOST, "lost", "run again");
  private static final String OURS = "begin t1 2026-11-28T12:00:00Z me@laptop\nstep settle\n";
  private static final String UNTOUCHED = TransactionResultTest.output("result untouched");
  private static final String LOCKED =
      TransactionResultTest.output("cause locked you", "result untouched");

  private final FakeSession host = new FakeSession();

  @Test
  void whereTheJournalKnowsNothingTheTransactionIsFenced() {
    assertThat(learned(Duration.ofMinutes(5), probe(""), UNTOUCHED))
        .isEqualTo(Outcome.failed(LOST));
    assertThat(host.sent).last().extracting(RemoteScript::data).asString().contains("task fence");
  }

  @Test
  void aFenceThatFindsTheLockHeldTellsNothing() {
    assertThat(learned(Duration.ofMinutes(5), probe(""), LOCKED, probe(OURS + "end committed")))
        .isEqualTo(new Outcome.Changed(List.of(LOST)));
  }

  @Test
  void aRecoveryThatFoundNothingToDoTellsNothing() {
    assertThat(
            learned(Duration.ofMinutes(5), probe(OURS), UNTOUCHED, probe(OURS + "end committed")))
        .isEqualTo(new Outcome.Changed(List.of(LOST)));
  }

  @Test
  void aRecoveryThatFindsTheLockHeldTellsNothing() {
    String rolledBack = OURS + "cause not-listening no answer\nend rolled-back";
    assertThat(learned(Duration.ofMinutes(5), probe(OURS), LOCKED, probe(rolledBack)))
        .isInstanceOfSatisfying(
            Outcome.RolledBack.class,
            o -> assertThat(o.cause().code()).isEqualTo(ProblemCode.NOT_LISTENING));
  }

  @Test
  void aHostThatHangsIsNotWaitedForAsLongAsATransaction() {
    Outcome _ = learned(Duration.ofMinutes(30), "", probe(OURS + "end committed"));
    assertThat(host.limits).allMatch(l -> l.compareTo(Duration.ofMinutes(1)) <= 0);
  }

  @Test
  void aRecoveryMayTakeAsLongAsATransaction() {
    String committed = TransactionResultTest.output("result committed");
    Outcome outcome = learned(Duration.ofMinutes(30), probe(OURS), committed);
    assertThat(outcome).isInstanceOf(Outcome.Changed.class);
    assertThat(host.limits.getLast()).isGreaterThan(Duration.ofMinutes(20));
  }

  /** The end after a lost link, where the host prints these from then on. */
  private Outcome learned(Duration limit, String... printed) {
    host.printed.addAll(List.of(printed));
    Session breaking = new FakeSession();
    return new Applier("me@laptop", limit, Duration.ZERO)
        .recover(breaking, "t1", () -> host)
        .outcome();
  }

  private static String probe(String journal) {
    return RecordedProbe.of("bookworm").with("journal", journal).output();
  }

  /** Prints what is laid down, one for each script; then its link is lost. */
  private static final class FakeSession implements Session {
    private final Deque<String> printed = new ArrayDeque<>();
    private final List<RemoteScript> sent = new ArrayList<>();
    private final List<Duration> limits = new ArrayList<>();

    @Override
    public Output run(RemoteScript script, Duration limit) throws SshException {
      sent.add(script);
      limits.add(limit);
      if (printed.isEmpty()) {
        throw new SshException(LOST, true);
      }
      return new Output(0, printed.remove(), "");
    }

    @Override
    public Optional<byte[]> ask(String socket, byte[] request, int max, Duration limit) {
      return Optional.empty();
    }

    @Override
    public int execs() {
      return sent.size();
    }

    @Override
    public String address() {
      return "web1";
    }

    @Override
    public void close() {}
  }
}
