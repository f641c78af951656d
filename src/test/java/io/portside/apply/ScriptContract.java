package io.portside.apply;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.BooleanNode;
import io.portside.desired.Desired;
import io.portside.desired.DesiredReader;
import io.portside.facts.Facts;
import io.portside.inventory.Host;
import io.portside.inventory.Value;
import io.portside.plan.Plan;
import io.portside.plan.Planner;
import io.portside.template.Templates;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** What the remote scripts promise, whichever shell runs them; plans come from the planner. */
@ParameterizedClass
@ValueSource(strings = {"dash", "bash", "busybox sh"})
@Timeout(120)
abstract class ScriptContract {
  private int transactions;

  static final Planner PLANNER = new Planner(Templates.load(Optional.empty()), false);
  static final Desired OPEN =
      DesiredReader.read(
          new Host(
              "web1",
              List.of(),
              Map.of("portside_allow_open", new Value(BooleanNode.TRUE, "test"))));

  static final Duration PATIENCE = Duration.ofSeconds(100);

  @Parameter String shell = "";

  @TempDir Path dir;

  FakeHost host;

  @BeforeEach
  void start() throws IOException {
    host = new FakeHost(dir, shell);
  }

  @AfterEach
  void stop() throws IOException {
    host.close();
  }

  Facts facts() throws IOException, InterruptedException {
    return host.facts(Scripts.Backup.NONE);
  }

  /** The plan that opens the host; what the fake commands heard of it is forgotten. */
  Plan.Apply plan() throws IOException, InterruptedException {
    Plan plan = PLANNER.plan(facts(), OPEN);
    assertThat(plan).isInstanceOf(Plan.Apply.class);
    host.set("events", "");
    return (Plan.Apply) plan;
  }

  String data(Plan.Apply plan) {
    transactions++;
    return TransactionData.of(plan, "t" + transactions, "me@laptop", PATIENCE);
  }

  /** Opens the host. */
  FakeHost.Run apply() throws IOException, InterruptedException {
    return host.transaction(data(plan()));
  }

  String journal() throws IOException {
    return host.read(Facts.STATE + "/journal");
  }

  /** Stopped for that reason, with the host as it was. */
  void untouched(FakeHost.Run run, Map<String, String> before, String code) throws IOException {
    assertThat(run.result()).isEqualTo("untouched");
    assertThat(run.cause()).startsWith(code + " ");
    assertThat(host.changedSince(before)).isEmpty();
    assertThat(host.events()).noneMatch(e -> e.matches("systemctl (?!show).*"));
    assertThat(host.seen()).isEmpty();
  }
}
