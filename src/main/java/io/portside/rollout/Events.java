package io.portside.rollout;

import io.portside.outcome.HostReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Passes events on one at a time, and keeps what went wrong beside the hosts' outcomes. A display
 * that breaks must not cost a host its report, so nothing is thrown from here.
 */
final class Events {
  private final RolloutListener listener;
  private final List<Throwable> defects = new ArrayList<>();
  private boolean deaf;

  Events(RolloutListener listener) {
    this.listener = listener;
  }

  void lookStarted(int hosts) {
    pass(() -> listener.lookStarted(hosts));
  }

  void hostPlanned(PlannedHost host) {
    pass(() -> listener.hostPlanned(host));
  }

  void batchStarted(int number, int of, List<String> hosts) {
    pass(() -> listener.batchStarted(number, of, hosts));
  }

  void settling(Duration settle) {
    pass(() -> listener.settling(settle));
  }

  void hostStarted(String host) {
    pass(() -> listener.hostStarted(host));
  }

  Progress progress(String host) {
    return new Progress() {
      @Override
      public void step(String name) {
        pass(() -> listener.hostStep(host, name));
      }

      @Override
      public void waits(String why) {
        pass(() -> listener.hostWaits(host, why));
      }
    };
  }

  HostReport hostFinished(HostReport report) {
    pass(() -> listener.hostFinished(report));
    return report;
  }

  synchronized void defect(Throwable defect) {
    defects.add(defect);
  }

  synchronized List<Throwable> defects() {
    return List.copyOf(defects);
  }

  private synchronized void pass(Runnable event) {
    if (deaf) {
      return;
    }
    try {
      event.run();
    } catch (RuntimeException | Error e) {
      deaf = true;
      defects.add(e);
    }
  }
}
