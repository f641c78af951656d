package io.portside.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.portside.lab.Lab;
import io.portside.lab.LabHost;
import io.portside.lab.LabImage;
import io.portside.lab.Lifetime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * There, back again, and there once more. web2 and web5 have live-restore switched on, the others
 * are as Debian installs them; all the while a client polls the local sockets.
 */
@TestInstance(Lifecycle.PER_CLASS)
class RevertIT {
  private static final String LIVE_RESTORE = "{\"live-restore\": true}\n";

  /** What the hosts looked like at one time, by host. */
  private record Look(
      Map<String, String> files,
      Map<String, Long> pids,
      Map<String, String> liveRestore,
      Map<String, Boolean> open) {}

  private final Lab lab = Lab.start(LabImage.mixed(5), Lifetime.THROW_AWAY, System.err::println);
  private final List<Inside> hosts = lab.hosts().stream().map(Inside::new).toList();
  private final Look start = prepared();
  private final List<PollingClient> clients =
      hosts.stream().filter(h -> h.host().kind().systemd()).map(PollingClient::start).toList();
  private final Portside apply = Portside.on(lab, "apply", "--allow-open");
  private final Look applied = look();
  private final Portside revert = Portside.on(lab, "revert");
  private final Look reverted = look();
  private final Portside again = Portside.on(lab, "apply", "--allow-open");
  private final Look appliedAgain = look();
  private final List<List<String>> answers = clients.stream().map(PollingClient::stop).toList();

  @AfterAll
  void close() {
    lab.close();
  }

  private Look prepared() {
    for (Inside host : List.of(inside("web2"), inside("web5"))) {
      host.write(Inside.DAEMON_JSON, LIVE_RESTORE);
      host.sh("systemctl restart docker");
    }
    lab.hosts().forEach(host -> host.busybox("web", "no"));
    return look();
  }

  private Inside inside(String name) {
    return new Inside(lab.host(name));
  }

  private Look look() {
    return new Look(
        each(
            h ->
                h.looks(Inside.DAEMON_JSON, Inside.OVERRIDE, "$(dirname " + Inside.OVERRIDE + ")")),
        each(h -> h.host().running("web").pid()),
        each(Inside::liveRestore),
        each(h -> h.listens(2375)));
  }

  private <T> Map<String, T> each(Function<Inside, T> look) {
    Map<String, T> seen = new LinkedHashMap<>();
    hosts.forEach(host -> seen.put(host.name(), look.apply(host)));
    return seen;
  }

  List<String> names() {
    return lab.hosts().stream().map(LabHost::name).toList();
  }

  @Test
  void allThreeRunsSucceed() {
    for (Portside run : List.of(apply, revert, again)) {
      assertThat(run.code()).as(run.toString()).isZero();
      assertThat(each(h -> run.outcome(h.name())).values()).containsOnly("changed");
    }
  }

  @Test
  void theOldFilesAreBackAndWhatWasAbsentIsAbsent() {
    assertThat(applied.files().values()).doesNotContainAnyElementsOf(start.files().values());
    assertThat(reverted.files()).isEqualTo(start.files());
    assertThat(start.files().get("web1")).contains(Inside.DAEMON_JSON + " absent");
  }

  @Test
  void theApiIsOpenOnlyInBetween() {
    assertThat(start.open().values()).containsOnly(false);
    assertThat(applied.open().values()).containsOnly(true);
    assertThat(reverted.open().values()).containsOnly(false);
    assertThat(appliedAgain.open().values()).containsOnly(true);
  }

  @ParameterizedTest
  @MethodSource("names")
  void theContainerKeepsItsPidAllTheWay(String name) {
    Long pid = Objects.requireNonNull(start.pids().get(name));
    assertThat(pid).isPositive();
    assertThat(List.of(applied, reverted, appliedAgain))
        .extracting(look -> look.pids().get(name))
        .containsOnly(pid);
  }

  @Test
  void liveRestoreStaysAsItWas() {
    assertThat(start.liveRestore())
        .containsEntry("web1", "false")
        .containsEntry("web2", "true")
        .containsEntry("web4", "false")
        .containsEntry("web5", "true");
    assertThat(List.of(applied, reverted, appliedAgain))
        .extracting(Look::liveRestore)
        .containsOnly(start.liveRestore());
  }

  @Test
  void aClientOfTheLocalSocketGetsAnAnswerEveryTime() {
    List<String> expected =
        hosts.stream()
            .filter(h -> h.host().kind().systemd())
            .map(h -> "0 " + h.host().running("web").id().substring(0, 12))
            .toList();
    assertThat(answers).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(answers.get(i)).hasSizeGreaterThan(20).containsOnly(expected.get(i));
    }
  }
}
