package io.portside.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.portside.desired.KeepContainers;
import io.portside.facts.Backup;
import io.portside.facts.Facts;
import io.portside.plan.Plan;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The way back: the backup of a transaction, as the probe shows it, is a plan again. */
class RevertContractTest extends ScriptContract {
  private static final String OLD = "{\n  \"log-driver\": \"local\"\n}";

  private FakeHost.Run revert(Scripts.Backup backup) throws Exception {
    Plan plan = PLANNER.planRevert(host.facts(backup), KeepContainers.AUTO, true);
    assertThat(plan).isInstanceOf(Plan.Apply.class);
    host.set("seen", "");
    return host.transaction(data((Plan.Apply) plan));
  }

  private void leadsBack(Map<String, String> before, FakeHost.Run run) throws IOException {
    assertThat(run.result()).as(run.cause()).isEqualTo("committed");
    assertThat(host.changedSince(before)).isEmpty();
  }

  @Test
  void aProbeShowsTheBackup() throws Exception {
    host.put(Facts.DAEMON_JSON, OLD);
    apply();
    Facts facts = host.facts(Scripts.Backup.PREVIOUS);
    Backup backup = facts.backup().orElseThrow();
    assertThat(backup.complete()).isTrue();
    assertThat(backup.createdDirs()).containsExactly(FakeHost.DROPINS);
    assertThat(backup.entries())
        .extracting(Backup.Entry::path)
        .containsExactly(FakeHost.DROPIN, Facts.DAEMON_JSON);
    assertThat(backup.content(backup.entries().getLast(), facts)).contains(OLD);
    assertThat(facts().backup()).isEmpty();
  }

  @Test
  void filesAreAsBefore() throws Exception {
    host.put(Facts.DAEMON_JSON, OLD);
    Map<String, String> before = host.tree();
    apply();
    leadsBack(before, revert(Scripts.Backup.PREVIOUS));
    assertThat(host.seen()).containsExactly("start\n" + OLD);
  }

  @Test
  void filesThatWereNotThereGoWithTheirFolders() throws Exception {
    Map<String, String> before = host.tree();
    apply();
    leadsBack(before, revert(Scripts.Backup.PREVIOUS));
  }

  @Test
  void containersAreKeptOnTheWayBack() throws Exception {
    host.container("c0ffee").put(Facts.DAEMON_JSON, OLD);
    Map<String, String> before = host.tree();
    apply();
    FakeHost.Run run = revert(Scripts.Backup.PREVIOUS);
    leadsBack(before, run);
    assertThat(run.frames().first("kept")).contains("yes");
    assertThat(host.state("live-restore")).isEqualTo("false\n");
  }

  @Test
  void containersAreKeptWhereDaemonJsonGoes() throws Exception {
    host.container("c0ffee");
    Map<String, String> before = host.tree();
    apply();
    FakeHost.Run run = revert(Scripts.Backup.PREVIOUS);
    leadsBack(before, run);
    assertThat(run.frames().first("kept")).contains("yes");
    assertThat(host.state("live-restore")).isEqualTo("false\n");
  }

  @Test
  void theFirstOriginalSurvivesLaterChanges() throws Exception {
    host.put(Facts.DAEMON_JSON, OLD);
    Map<String, String> before = host.tree();
    apply();
    host.put(Facts.DAEMON_JSON, "{}\n");
    host.transaction(data(plan()));
    leadsBack(before, revert(Scripts.Backup.ORIGINAL));
  }
}
