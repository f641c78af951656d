package io.portside.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portside.desired.Desired;
import io.portside.desired.DesiredReader;
import io.portside.facts.RecordedProbe;
import io.portside.inventory.Host;
import io.portside.inventory.Value;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.template.Templates;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans for recorded hosts, and what they must be like. */
final class Plans {
  private Plans() {}

  static final String DROPIN = "/etc/systemd/system/docker.service.d/override.conf";
  static final String UNIT = "/lib/systemd/system/docker.service";
  static final String OPEN = "portside_allow_open: true";

  /** A manifest that tells of one file as it was. */
  static String backup(String path, String content) {
    return "present t1/file-1 " + RecordedProbe.sha256(content) + " 644 0:0 " + path + "\nend";
  }

  static Desired desired(String... vars) {
    Map<String, Value> all = new HashMap<>();
    ObjectMapper json = new ObjectMapper();
    for (String var : vars) {
      int colon = var.indexOf(": ");
      try {
        JsonNode node = json.readTree(var.substring(colon + 2));
        all.put(var.substring(0, colon), new Value(node, "hosts.yml:3"));
      } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
        throw new AssertionError(var, e);
      }
    }
    return DesiredReader.read(new Host("web1", List.of("web"), all));
  }

  static Plan plan(RecordedProbe probe, String... vars) {
    return new Planner(Templates.load(Optional.empty()), false).plan(probe.facts(), desired(vars));
  }

  static Plan.Apply apply(RecordedProbe probe, String... vars) {
    Plan plan = plan(probe, vars);
    assertThat(plan).isInstanceOf(Plan.Apply.class);
    return (Plan.Apply) plan;
  }

  static String after(Plan.Apply plan, String path) {
    return plan.files().stream()
        .filter(f -> f.path().equals(path))
        .findFirst()
        .flatMap(FileChange::after)
        .orElseThrow();
  }

  static List<ProblemCode> refusal(Plan plan) {
    assertThat(plan).isInstanceOf(Plan.Refuse.class);
    List<Problem> problems = ((Plan.Refuse) plan).problems();
    assertThat(problems).allSatisfy(p -> assertThat(p.hint()).isNotBlank());
    return problems.stream().map(Problem::code).toList();
  }

  /** The host as it is after a plan was carried out. */
  static RecordedProbe carriedOut(RecordedProbe probe, Plan.Apply plan) {
    RecordedProbe done = probe;
    for (FileChange file : plan.files()) {
      done = done.file(file.path(), file.after().orElseThrow());
      if (file.path().equals(DROPIN)) {
        done =
            done.with(
                "units", u -> u.replaceFirst("DropInPaths=\n", "DropInPaths=" + DROPIN + "\n"));
      }
    }
    return done.with(
        "listeners:ss", l -> l + "\nLISTEN 0 4096 *:2375 *:* users:((\"dockerd\",pid=97,fd=9))");
  }
}
