package io.portside.rollout;

import io.portside.outcome.HostReport;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Several that hear of one rollout, in their order. */
public record Audience(List<RolloutListener> all) implements RolloutListener {
  @Override
  public void lookStarted(int hosts) {
    tell(one -> one.lookStarted(hosts));
  }

  @Override
  public void hostPlanned(PlannedHost host) {
    tell(one -> one.hostPlanned(host));
  }

  @Override
  public void batchStarted(int number, int of, List<String> hosts) {
    tell(one -> one.batchStarted(number, of, hosts));
  }

  @Override
  public void settling(Duration settle) {
    tell(one -> one.settling(settle));
  }

  @Override
  public void hostStarted(String host) {
    tell(one -> one.hostStarted(host));
  }

  @Override
  public void hostStep(String host, String step) {
    tell(one -> one.hostStep(host, step));
  }

  @Override
  public void hostWaits(String host, String why) {
    tell(one -> one.hostWaits(host, why));
  }

  @Override
  public void hostFinished(HostReport report) {
    tell(one -> one.hostFinished(report));
  }

  private void tell(Consumer<RolloutListener> news) {
    all.forEach(news);
  }
}
