package io.portside.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portside.lab.Lab;
import io.portside.lab.LabHost;
import io.portside.lab.LabImage;
import io.portside.lab.Lifetime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The main job: check, apply, apply again and check again, once on a host of each kind that was
 * configured by hand before and runs a container. Each test looks at a part of what came of it.
 */
@TestInstance(Lifecycle.PER_CLASS)
class ApplyIT {
  private static final String JSON =
      """
      {
          "log-driver":   "json-file",
          "log-opts": {"max-size": "10m"},
          "labels": ["site=lab"]
      }
      """;
  private static final String DROP_IN =
      """
      # made by hand
      [Unit]
      Description=Docker of the lab

      [Service]
      Environment="NO_PROXY=example.org"
      TimeoutStartSec=77
      """;

  /** What the hosts looked like at one time, by host. */
  private record Look(
      Map<String, Inside.State> states,
      Map<String, String> daemons,
      Map<String, Long> pids,
      Map<String, Long> execs) {}

  private final Lab lab = Lab.start(LabImage.mixed(5), Lifetime.THROW_AWAY, System.err::println);
  private final List<Inside> hosts = lab.hosts().stream().map(Inside::new).toList();
  private final Look start = prepared();
  private final Portside firstCheck = Portside.on(lab, "check", "--allow-open");
  private final Look checked = look();
  private final Path file = lab.inventory().resolveSibling("report.json");

  // One at a time: the downtime of a host is not to hold the others' work on the same processors.
  private final Portside apply =
      Portside.on(lab, "apply", "--allow-open", "--batches", "1", "--report", file.toString());

  private final Look applied = look();
  private final Portside again = Portside.on(lab, "apply", "--allow-open");
  private final Look appliedAgain = look();
  private final Portside lastCheck = Portside.on(lab, "check", "--allow-open");
  private final Look checkedAgain = look();

  @AfterAll
  void close() {
    lab.close();
  }

  private Look prepared() {
    for (Inside host : hosts) {
      host.write(Inside.DAEMON_JSON, JSON);
      if (host.host().kind().systemd()) {
        host.write(Inside.OVERRIDE, DROP_IN);
        host.sh("systemctl daemon-reload");
      }
      host.restartDocker();
      host.host().busybox("web", "no");
      host.countExecs();
    }
    return look();
  }

  private Look look() {
    return new Look(
        each(Inside::state),
        each(Inside::dockerd),
        each(h -> h.host().running("web").pid()),
        each(Inside::execs));
  }

  private <T> Map<String, T> each(Function<Inside, T> look) {
    Map<String, T> seen = new LinkedHashMap<>();
    hosts.forEach(host -> seen.put(host.name(), look.apply(host)));
    return seen;
  }

  private Inside inside(String name) {
    return new Inside(lab.host(name));
  }

  List<String> names() {
    return lab.hosts().stream().map(LabHost::name).toList();
  }

  List<String> systemdNames() {
    return lab.hosts().stream().filter(h -> h.kind().systemd()).map(LabHost::name).toList();
  }

  @Test
  void checkTellsDriftAndTouchesNothing() {
    assertThat(firstCheck.code()).as(firstCheck.toString()).isEqualTo(2);
    assertThat(each(h -> firstCheck.outcome(h.name())).values()).containsOnly("planned");
    assertThat(checked.states()).isEqualTo(start.states());
  }

  @Test
  void opensTheApiOfAllHosts() {
    assertThat(apply.code()).as(apply.toString()).isZero();
    assertThat(each(h -> apply.outcome(h.name())).values()).containsOnly("changed");
    assertThat(apply.report().at("/summary/changed").asInt()).isEqualTo(hosts.size());
  }

  @ParameterizedTest
  @MethodSource("names")
  void aRemoteClientListsTheContainers(String name) {
    assertThat(DockerClient.docker(lab.host(name), "ps", "--no-trunc", "-q"))
        .isEqualTo(lab.host(name).running("web").id());
  }

  @Test
  void psListsTheContainersOfTheFleet() {
    Portside ps = Portside.run("ps", "-i", lab.inventory().toString());
    assertThat(ps.code()).as(ps.toString()).isZero();
    assertThat(ps.out().lines().skip(1))
        .hasSameSizeAs(hosts)
        .allMatch(line -> line.matches("web[1-5] .* busybox .* Up .* web"));
  }

  @ParameterizedTest
  @MethodSource("names")
  void theReportHasTheFieldsOfTheContract(String name) {
    JsonNode host = apply.host(name);
    assertThat(host.path("address").asText()).isEqualTo(lab.host(name).address());
    assertThat(host.path("endpoints").path(0).asText())
        .isEqualTo("tcp://" + lab.host(name).address() + ":2375");
    assertThat(host.at("/engine/version").asText()).startsWith(docker(lab.host(name).kind()));
    assertThat(host.at("/engine/root_dir").asText()).isEqualTo("/var/lib/docker");
    assertThat(host.at("/engine/containers_running").asInt()).isEqualTo(1);
    assertThat(host.path("changes").findValuesAsText("path")).contains(Inside.DAEMON_JSON);
    assertThat(host.path("changes").findValuesAsText("diff")).allMatch(d -> d.startsWith("---"));
    assertThat(host.path("containers_kept").isBoolean()).isTrue();
    assertThat(host.path("steps").findValuesAsText("step"))
        .startsWith("connect", "probe")
        .contains("validate", "restart", "check", "verify");
    assertThat(host.path("steps").path(0).path("ms").isIntegralNumber()).isTrue();
    assertThat(host.path("problems").isArray()).isTrue();
    assertThat(host.path("problems")).isEmpty();
  }

  private static String docker(LabImage kind) {
    return switch (kind) {
      case BOOKWORM, BOOKWORM_SYSVINIT -> "20.10.24";
      case TRIXIE -> "26.1.";
      case BULLSEYE -> "20.10.5";
      case FORKY -> "28.";
    };
  }

  @Test
  void theReportNamesTheRun() throws Exception {
    JsonNode report = apply.report();
    assertThat(report.path("portside").asText()).isEqualTo(Main.VERSION);
    assertThat(report.path("command").asText()).isEqualTo("apply");
    assertThat(Instant.parse(report.path("finished").asText()))
        .isAfter(Instant.parse(report.path("started").asText()));
    assertThat(Portside.json(Files.readString(file))).isEqualTo(report);
  }

  @ParameterizedTest
  @MethodSource("names")
  void theDowntimeIsThatOfTheRestart(String name) {
    JsonNode host = apply.host(name);
    int down = host.path("downtime_ms").asInt();
    System.err.printf("%s: docker down %d ms%n", name, down);
    int steps = 0;
    for (JsonNode step : host.path("steps")) {
      if (step.path("step").asText().matches("restart|check")) {
        steps += step.path("ms").asInt();
      }
    }
    assertThat(down).isBetween(1, steps);
  }

  @ParameterizedTest
  @MethodSource("names")
  void theContainerKeepsItsPid(String name) {
    assertThat(applied.daemons().get(name)).isNotEqualTo(start.daemons().get(name));
    assertThat(applied.pids().get(name)).isEqualTo(start.pids().get(name)).isPositive();
    assertThat(apply.host(name).path("containers_kept").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("names")
  void keysThatAreNotPortsidesStay(String name) {
    JsonNode json = Portside.json(inside(name).sh("cat " + Inside.DAEMON_JSON));
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly("log-driver", "log-opts", "labels", "hosts", "tls");
    JsonNode before = Portside.json(JSON);
    before.fieldNames().forEachRemaining(k -> assertThat(json.get(k)).isEqualTo(before.get(k)));
  }

  @ParameterizedTest
  @MethodSource("systemdNames")
  void directivesThatAreNotPortsidesStayAndApply(String name) {
    assertThat(inside(name).sh("cat " + Inside.OVERRIDE).lines())
        .containsSubsequence(DROP_IN.lines().toList());
    assertThat(inside(name).sh("systemctl show docker -p Description,Environment,TimeoutStartUSec"))
        .contains("Description=Docker of the lab", "NO_PROXY=example.org", "=1min 17s");
  }

  @ParameterizedTest
  @MethodSource("names")
  void liveRestoreIsOffAsBefore(String name) {
    assertThat(inside(name).liveRestore()).isEqualTo("false");
    assertThat(inside(name).sh("cat " + Inside.DAEMON_JSON)).doesNotContain("live-restore");
    assertThat(inside(name).leftovers()).isEmpty();
  }

  @Test
  void aChangedHostTakesTwoExecs() {
    assertThat(applied.execs().values()).containsOnly(2L);
  }

  @Test
  void aHostThatConformsTakesOneExec() {
    assertThat(appliedAgain.execs().values()).containsOnly(1L);
    assertThat(checked.execs().values()).containsOnly(1L);
  }

  @Test
  void aHostThatConformsIsNotTouched() {
    assertThat(again.code()).as(again.toString()).isZero();
    assertThat(each(h -> again.outcome(h.name())).values()).containsOnly("ok");
    assertThat(again.report().at("/summary/ok").asInt()).isEqualTo(hosts.size());
    assertThat(appliedAgain.states()).isEqualTo(applied.states());
  }

  @Test
  void checkFindsNoDriftAfterwards() {
    assertThat(lastCheck.code()).as(lastCheck.toString()).isZero();
    assertThat(checkedAgain.states()).isEqualTo(applied.states());
  }
}
