package io.portside.rollout;

import io.portside.outcome.HostReport;
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

  void batchStarted(int number, int of, int hosts) {
    pass(() -> listener.batchStarted(number, of, hosts));
  }

  void hostStarted(String host) {
    pass(() -> listener.hostStarted(host));
  }

  void hostWaits(String host, String why) {
    pass(() -> listener.hostWaits(host, why));
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
