package io.portside.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;

/**
 * One fault at one step of one kind of transaction, and what must hold then.
 *
 * @param step {@code TASK STEP}, as the hook hears it
 */
record Scenario(Kind kind, String step, Fault fault) {
  private static final String FAILED_OUTSIDE = "failed from outside";

  /** How the transaction goes without the fault. */
  enum Kind {
    /** To its end. */
    WHOLE("changed"),
    /** dockerd does not start, so it goes back. */
    ROLLED_BACK("rolled_back"),
    /** So it does where dockerd hangs, */
    HANGING("rolled_back"),
    /** listens on another address, */
    ELSEWHERE("rolled_back"),
    /** or never answers. */
    MUTE("rolled_back"),
    /** Its shell dies, so the guard ends it. */
    CUT_OFF("rolled_back"),
    /** Its shell and its guard die, so who comes next ends it. */
    LEFT("rolled_back");

    private final String outcome;

    Kind(String outcome) {
      this.outcome = outcome;
    }

    /** Whether its steps are those of another kind, at the price of a wait for docker. */
    boolean waits() {
      return this == HANGING || this == ELSEWHERE || this == MUTE;
    }

    /** Whether it is about the endpoint that apply brings. */
    private boolean isOfApply() {
      return this == ELSEWHERE || this == MUTE;
    }

    private void prepare(FaultyHost host) {
      switch (this) {
        case WHOLE -> {}
        case ROLLED_BACK -> host.dockerd("exit");
        case HANGING -> host.dockerd("hang");
        case ELSEWHERE -> host.dockerd("elsewhere");
        case MUTE -> host.mute();
        case CUT_OFF -> host.arm("apply restart", "kill -KILL $pid");
        case LEFT -> host.arm("apply restart", "kill_with_guard");
      }
    }
  }

  /** Goes through it; what it ended with. Throws where anything does not hold. */
  String tryOn(FaultyHost host) {
    host.disarm();
    if (kind.isOfApply() && host.isOpen()) {
      host.reset();
    }
    boolean wasOpen = host.isOpen();
    if (!fault.folder().isEmpty()) {
      host.folder(fault.folder());
    }
    if (fault != Fault.NONE) {
      host.arm(step, fault.action());
    }
    kind.prepare(host);
    String outcome = outcome(host);
    if (fault == Fault.NONE) {
      assertThat(outcome).isEqualTo(kind.outcome);
    }
    host.awaitQuiet();
    boolean powerCut = fault.cutsPower();
    boolean fired = powerCut || host.fired(step);
    boolean stuck = outcome.equals("rollback_failed");
    assertThat(fault.bars() || !stuck).as("the old files could be put back").isTrue();
    host.dockerRuns(powerCut);
    assertThat(host.lostEdit()).as("bytes of somebody else's edit").isEmpty();
    host.disarm();
    if (stuck) {
      host.makeWritable(fault);
      succeeds(host); // though the old file may still lie over the new one
    }
    host.mend(fault);
    if (fired && fault.spoils()) {
      host.reset();
      host.dockerRuns(false);
    } else if (host.ended()) {
      tells(outcome, wasOpen, host.isOpen());
    } else {
      assertThat(outcome).as("told of what has no end").isIn("", "indeterminate");
    }
    if (!host.ended() || fault.spoils()) {
      succeeds(host);
    }
    host.isTidy();
    return fired ? outcome : "(not reached) " + outcome;
  }

  private void tells(String outcome, boolean wasOpen, boolean isOpen) {
    switch (outcome) {
      case "changed" -> assertThat(isOpen).as("the new state after " + outcome).isEqualTo(!wasOpen);
      case FAILED_OUTSIDE ->
          assertThat(isOpen).as("the new state, which holds").isTrue(); // dockerd has died since
      case "failed", "rolled_back" ->
          assertThat(isOpen).as("the old state after " + outcome).isEqualTo(wasOpen);
      case "" -> {} // nobody is there to tell
      case "indeterminate" -> assertThat(fault.cutsPower()).as("down for too long").isTrue();
      default -> throw new AssertionError("an outcome that tells nothing: " + outcome);
    }
  }

  /** The next run ends what was cut off, and goes its own way. */
  private static void succeeds(FaultyHost host) {
    Portside next = host.apply();
    assertThat(next.outcome("web1")).as(next.toString()).isIn("changed", "ok");
  }

  private String outcome(FaultyHost host) {
    try {
      return ended(host);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted", e);
    }
  }

  private String ended(FaultyHost host) throws IOException, InterruptedException {
    return switch (fault) {
      case POWER_CUT, LINK_SILENT -> {
        CompletableFuture<Portside> run = CompletableFuture.supplyAsync(host::portside);
        host.awaitFiredOr(step, run);
        if (fault == Fault.POWER_CUT) {
          host.powerCycle();
        } else {
          host.awaitDialled(run);
          host.unblock();
        }
        yield said(run.join());
      }
      case CONTROLLER_KILLED, POWER_CUT_AND_CONTROLLER_GONE -> {
        Process controller = host.controller();
        host.awaitFiredOr(step, controller.onExit());
        controller.destroyForcibly().waitFor();
        if (fault.cutsPower()) {
          host.powerCycle(); // which waits for docker: nobody but the boot has started it
        } else {
          host.release();
        }
        yield "";
      }
      case CONTROLLER_ASLEEP -> {
        Process controller = host.controller();
        host.awaitFiredOr(step, controller.onExit());
        FaultyHost.signal(controller, "STOP");
        host.awaitLinkLost();
        yield said(FaultyHost.woken(controller));
      }
      default -> said(host.portside());
    };
  }

  private static String said(Portside run) {
    String outcome = run.outcome("web1");
    String code = run.problem("web1").path("code").asText();
    return outcome.equals("failed") && code.startsWith("api-") ? FAILED_OUTSIDE : outcome;
  }

  @Override
  public String toString() {
    return "%s, at %s of a transaction that is %s".formatted(fault, step, kind);
  }
}
