package io.portside.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portside.outcome.HostReport;
import io.portside.outcome.Outcome;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class JsonReportTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<Outcome> OUTCOMES = Reports.OUTCOMES;

  @Test
  void hasTheFieldsOfTheContract() throws Exception {
    String expected =
        """
        {"portside": "1.0.0", "command": "apply",
         "started": "2026-11-24T02:00:00Z", "finished": "2026-11-24T02:00:04.250Z",
         "summary": {"hosts": 2, "ok": 0, "changed": 1, "planned": 0, "refused": 1, "failed": 0,
           "rolled_back": 0, "rollback_failed": 0, "unreachable": 0, "indeterminate": 0, "skipped": 0},
         "hosts": [{"host": "web1", "address": "10.0.0.1", "outcome": "changed",
           "endpoints": ["tcp://10.0.0.1:2375"],
           "engine": {"version": "26.1.5", "root_dir": "/var/lib/docker", "containers_running": 2},
           "changes": [{"path": "/etc/docker/daemon.json",
             "diff": "--- a/daemon.json\\n+++ b/daemon.json\\n@@ -1 +1 @@\\n-{}\\n+{\\"tls\\": false}\\n"}],
           "downtime_ms": 1350, "containers_kept": true,
           "steps": [{"step": "connect", "ms": 61, "at_ms": 500}, {"step": "probe", "ms": 120}],
           "problems": []},
          {"host": "refused", "address": "10.0.0.9", "outcome": "refused",
           "endpoints": [], "changes": [], "steps": [],
           "problems": [
             {"code": "bad-option", "where": "tcp://10.0.0.2:2375", "what": "nginx (pid 7) owns it",
              "hint": "stop nginx"},
             {"code": "connection-lost", "what": "the link broke", "hint": "try again"}]}]}
        """;
    RunReport run = Reports.run(Reports.FULL, Reports.of(Reports.OUTCOMES.get(3)));

    JsonNode written = JSON.readTree(JsonReport.text(run));

    assertThat(written).isEqualTo(JSON.readTree(expected));
    assertThat(written.fieldNames())
        .toIterable()
        .containsExactly("portside", "command", "started", "finished", "summary", "hosts");
  }

  @ParameterizedTest
  @FieldSource("OUTCOMES")
  void countsEveryOutcome(Outcome outcome) throws Exception {
    JsonNode summary =
        JSON.readTree(JsonReport.text(Reports.run(Reports.of(outcome)))).path("summary");

    assertThat(summary.path(outcome.word()).asInt()).isEqualTo(1);
    assertThat(summary.size()).isEqualTo(1 + OUTCOMES.size());
  }

  @Test
  void everyOutcomeIsAmongTheCases() {
    assertThat(OUTCOMES)
        .extracting(Object::getClass)
        .containsExactlyInAnyOrderElementsOf(Arrays.asList(Outcome.class.getPermittedSubclasses()));
    assertThat(OUTCOMES).extracting(Outcome::word).containsExactlyElementsOf(Summary.WORDS);
  }

  @Test
  void saysWhyAHostWasSkipped() throws Exception {
    JsonNode root =
        JSON.readTree(JsonReport.text(Reports.run(Reports.of(new Outcome.Skipped("stopped")))));

    assertThat(root.path("hosts").path(0).path("reason").asText()).isEqualTo("stopped");
  }

  @Test
  void holdsNothingATerminalWouldObey() throws Exception {
    String evil = "\u001b]0;x\u0007 \u009b31m \u202e é";

    String text = JsonReport.text(Reports.run(HostReport.of(evil, evil, new Outcome.Unchanged())));

    assertThat(text).matches("[ -~\n]*");
    assertThat(JSON.readTree(text).path("hosts").path(0).path("host").asText()).isEqualTo(evil);
  }
}
