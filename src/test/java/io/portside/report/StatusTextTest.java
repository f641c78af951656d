package io.portside.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.portside.plan.Exposure;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.rollout.HostStatus;
import io.portside.rollout.HostStatus.Drift;
import io.portside.rollout.HostStatus.Engine;
import io.portside.rollout.HostStatus.Look;
import io.portside.rollout.HostStatus.Via;
import io.portside.verify.EngineInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusTextTest {
  private static final Look WELL = new Look(Duration.ofMillis(4), Optional.empty());
  private static final Problem AWAY = Problem.of(ProblemCode.NO_ROUTE, "no route", "mend it");
  private static final Problem REFUSAL = Problem.of(ProblemCode.DOCKER_SNAP, "a snap", "remove it");

  private static HostStatus web1() {
    EngineInfo info = new EngineInfo("26.1.5", 2, 1, 3, 4, true);
    return status(
        "web1",
        WELL,
        Optional.of(WELL),
        Exposure.OPEN,
        Optional.of(new Engine(Via.API, info, Optional.of(1_050_000_000L))),
        Drift.NO);
  }

  private static HostStatus status(
      String host,
      Look ssh,
      Optional<Look> api,
      Exposure exposure,
      Optional<Engine> engine,
      Drift drift,
      Problem... problems) {
    return new HostStatus(
        host, host, ssh, "tcp://a:2375", api, exposure, engine, drift, List.of(problems));
  }

  private static HostStatus lost(String host) {
    Look away = new Look(Duration.ofSeconds(10), Optional.of(AWAY));
    return status(
        host, away, Optional.of(away), Exposure.UNKNOWN, Optional.empty(), Drift.UNKNOWN, AWAY);
  }

  @Test
  void eachHostIsALine() {
    Engine overSsh =
        new Engine(Via.SSH, new EngineInfo("20.10.24", 0, 0, 0, 0, false), Optional.empty());
    HostStatus loopback =
        status("web3", WELL, Optional.empty(), Exposure.LOOPBACK, Optional.of(overSsh), Drift.YES);
    HostStatus refused =
        status(
            "web4",
            WELL,
            Optional.empty(),
            Exposure.NONE,
            Optional.empty(),
            Drift.REFUSED,
            REFUSAL);

    assertThat(StatusText.table(List.of(web1(), lost("web2"), loopback, refused)))
        .isEqualTo(
            """
            HOST      SSH          ENGINE     ENDPOINT       API          EXPOSURE   RUNNING        STOPPED   IMAGES    DISK      LIVE-RESTORE   VIA       DRIFT
            web1      4 ms         26.1.5     tcp://a:2375   4 ms         open       2 (1 paused)   3         4         1.05GB    on             api       no
            web2      ! no-route   -          tcp://a:2375   ! no-route   unknown    -              -         -         -         -              -         -
            web3      4 ms         20.10.24   tcp://a:2375   -            loopback   0              0         0         -         off            ssh       ! yes
            web4      4 ms         -          tcp://a:2375   -            none       -              -         -         -         -              -         ! docker-snap
            """);
  }

  @Test
  void aHostCannotPaintTheTerminal() {
    String evil = "a\u001b[2J\nb\u202e";
    EngineInfo info = new EngineInfo(evil, 1, 0, 0, 0, false);
    HostStatus host =
        status(
            evil,
            WELL,
            Optional.of(WELL),
            Exposure.OPEN,
            Optional.of(new Engine(Via.API, info, Optional.empty())),
            Drift.NO);

    assertThat(StatusText.table(List.of(host))).matches("[ -~\n]*").hasLineCount(2);
  }

  @Test
  void theDocumentHasTheFieldsOfTheContract() throws Exception {
    Asked asked = new Asked("1.0.0", "status", Instant.EPOCH, Instant.EPOCH);

    JsonNode document =
        new JsonMapper().readTree(StatusText.json(asked, List.of(web1(), lost("web2"))));

    assertThat(document.at("/summary").toString())
        .isEqualTo("{\"hosts\":2,\"well\":1,\"drift\":0}");
    assertThat(document.at("/hosts/0/engine").toString())
        .isEqualTo(
            "{\"via\":\"api\",\"version\":\"26.1.5\",\"containers_running\":2,"
                + "\"containers_paused\":1,\"containers_stopped\":3,\"images\":4,"
                + "\"live_restore\":true,\"disk_bytes\":1050000000}");
    assertThat(document.at("/hosts/1/ssh").toString())
        .isEqualTo("{\"answers\":false,\"ms\":10000}");
    assertThat(document.at("/hosts/1/problems/0/code").asText()).isEqualTo("no-route");
    assertThat(document.at("/hosts/1").has("engine")).isFalse();
  }
}
