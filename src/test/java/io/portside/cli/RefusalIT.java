package io.portside.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.portside.lab.Lab;
import io.portside.lab.LabImage;
import io.portside.lab.Lifetime;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** What a host is refused for before anything is touched, and what becomes of the others then. */
@TestInstance(Lifecycle.PER_CLASS)
class RefusalIT {
  private final Lab lab =
      Lab.start(
          List.of(LabImage.BOOKWORM, LabImage.BOOKWORM_SYSVINIT),
          Lifetime.THROW_AWAY,
          System.err::println);
  private final Inside web1 = new Inside(lab.host("web1"));
  private final Inside web2 = new Inside(lab.host("web2"));

  @AfterAll
  void close() {
    lab.close();
  }

  @Test
  void plainTcpWithoutConsent() {
    Portside apply = untouched(() -> Portside.on(lab, "apply", "-y", "--max-fail", "2"));
    for (String name : List.of("web1", "web2")) {
      assertThat(apply.outcome(name)).as(apply.toString()).isEqualTo("refused");
      assertThat(apply.problem(name).path("code").asText()).isEqualTo("open-without-consent");
      assertThat(apply.problem(name).path("hint").asText())
          .contains("portside_allow_open", "--allow-open");
    }
  }

  @Test
  void anAddressThatTheHostLacks() {
    Portside apply =
        untouched(
            () ->
                Portside.on(
                    lab,
                    "apply",
                    "--allow-open",
                    "--max-fail",
                    "2",
                    "-e",
                    "{\"portside_listen\": [\"tcp://192.0.2.1:2375\"]}"));
    assertThat(apply.outcome("web1")).as(apply.toString()).isEqualTo("refused");
    assertThat(apply.problem("web1").path("code").asText()).isEqualTo("address-missing");
  }

  @Test
  void aCanaryThatFailsKeepsTheOthersFromTheirTurn() {
    web1.sh("ln -sf /bin/busybox /usr/local/bin/nc && setsid nc -l -p 2375 >/dev/null 2>&1 &");
    await().until(() -> web1.listens(2375));
    Portside apply = untouched(() -> Portside.on(lab, "apply", "--allow-open"));
    web1.sh("pkill -x nc");
    assertThat(apply.outcome("web1")).isEqualTo("refused");
    assertThat(apply.problem("web1").path("code").asText()).isEqualTo("port-in-use");
    assertThat(apply.outcome("web2")).isEqualTo("skipped");
    assertThat(apply.host("web2").path("reason").asText()).contains("batch 1", "1 of 1");
    assertThat(apply.host("web2").path("steps")).isEmpty();
    assertThat(apply.report().at("/summary/skipped").asInt()).isEqualTo(1);
  }

  @Test
  void dockerRemovedExceptForItsInitScript() {
    web1.sh(
        """
        systemctl stop docker.socket docker
        mkdir /root/units
        mv /usr/sbin/dockerd /root
        mv /lib/systemd/system/docker.* /root/units
        systemctl daemon-reload
        """);
    Portside apply = untouched(() -> Portside.on(lab, "apply", "--allow-open", "-l", "web1"));
    web1.sh(
        """
        mv /root/dockerd /usr/sbin
        mv /root/units/* /lib/systemd/system
        systemctl daemon-reload
        systemctl start docker
        """);
    assertThat(apply.outcome("web1")).as(apply.toString()).isEqualTo("refused");
    assertThat(apply.problem("web1").path("code").asText()).isEqualTo("docker-missing");
    assertThat(apply.problem("web1").path("hint").asText()).contains("install");
  }

  @Test
  void whatWasNeverChangedNeedsNoRevert() {
    Portside revert = untouched(0, () -> Portside.on(lab, "revert"));
    assertThat(revert.outcome("web1")).isEqualTo("ok");
  }

  private Portside untouched(Supplier<Portside> run) {
    return untouched(1, run);
  }

  private Portside untouched(int code, Supplier<Portside> run) {
    List<Inside.State> before = List.of(web1.state(), web2.state());
    Portside portside = run.get();
    assertThat(List.of(web1.state(), web2.state())).isEqualTo(before);
    assertThat(portside.code()).as(portside.toString()).isEqualTo(code);
    return portside;
  }
}
