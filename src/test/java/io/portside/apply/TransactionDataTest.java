package io.portside.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.portside.desired.Endpoint;
import io.portside.facts.Facts;
import io.portside.plan.FileChange;
import io.portside.plan.Keep;
import io.portside.plan.LiveRestore;
import io.portside.plan.Plan;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TransactionDataTest {

  private static Plan.Apply plan(
      List<FileChange> files, Optional<LiveRestore> liveRestore, List<Endpoint> endpoints) {
    return new Plan.Apply(
        Facts.Init.SYSTEMD,
        files,
        true,
        true,
        false,
        liveRestore.isPresent() ? Keep.YES : Keep.IDLE,
        liveRestore,
        true,
        "/usr/sbin/dockerd",
        List.of("--containerd=/run/c.sock", "--label=a b"),
        endpoints,
        List.of("/etc/x.d"),
        false,
        List.of(),
        List.of());
  }

  private static String data(Plan.Apply plan) {
    return TransactionData.of(plan, "t1", "me@laptop", Duration.ofSeconds(90));
  }

  private static FileChange file(String path, Optional<String> after) {
    return new FileChange(path, Optional.empty(), "absent", after, Optional.empty());
  }

  @Test
  void aWholePlanIsOneDirectiveALine() {
    Plan.Apply plan =
        plan(
            List.of(file("/etc/a b", Optional.of("x\n")), file("/etc/c", Optional.empty())),
            Optional.empty(),
            List.of());
    assertThat(data(plan))
        .isEqualTo(
            """
            id t1
            by me@laptop
            init systemd
            active yes
            keep idle
            reload yes
            restart yes
            renew no
            patience 90
            forget no
            dockerd /usr/sbin/dockerd
            arg --containerd=/run/c.sock
            arg --label=a b
            rmdir /etc/x.d
            put absent /etc/a b
            +x
            end
            remove absent /etc/c
            """);
  }

  record Content(String text, String lines) {}

  static List<Content> contents() {
    return List.of(
        new Content("", ""),
        new Content("\n", "+\n"),
        new Content("a", "-a\n"),
        new Content("a\nb", "+a\n-b\n"),
        new Content("+a\n-b\nend\n", "++a\n+-b\n+end\n"),
        new Content("a\n\n\n", "+a\n+\n+\n"),
        new Content("a\r\n", "+a\r\n"),
        new Content("put absent /x\n", "+put absent /x\n"));
  }

  @ParameterizedTest
  @MethodSource("contents")
  void contentKeepsItsLineEnds(Content content) {
    Plan.Apply plan =
        plan(List.of(file("/f", Optional.of(content.text()))), Optional.empty(), List.of());
    assertThat(data(plan)).endsWith("put absent /f\n" + content.lines() + "end\n");
  }

  record Listening(String address, String line) {}

  static List<Listening> listenings() {
    return List.of(
        new Listening("0.0.0.0", "listen * 2375 127.0.0.1:2375"),
        new Listening("::", "listen * 2375 [::1]:2375"),
        new Listening("127.0.0.1", "listen 127.0.0.1 2375 127.0.0.1:2375"),
        new Listening("10.0.0.7", "listen 10.0.0.7 2375 10.0.0.7:2375"));
  }

  @ParameterizedTest
  @MethodSource("listenings")
  void endpointsAreToldAsTheHostReachesThem(Listening listening) {
    Endpoint endpoint = Endpoint.of(InetAddress.ofLiteral(listening.address()), 2375);
    assertThat(data(plan(List.of(), Optional.empty(), List.of(endpoint))))
        .contains("\n" + listening.line() + "\n");
  }

  @Test
  void daemonJsonStartsWithLiveRestoreAndSettlesLater() {
    LiveRestore forms =
        new LiveRestore(
            "oldOn\n",
            Optional.of("oldOff\n"),
            "newOn\n",
            Optional.of("newOff\n"),
            Optional.of("new"));
    assertThat(
            data(
                plan(
                    List.of(file(Facts.DAEMON_JSON, Optional.of("new"))),
                    Optional.of(forms),
                    List.of())))
        .contains("keep yes\n")
        .endsWith(
            """
            put absent /etc/docker/daemon.json
            +newOn
            end
            old-on
            +oldOn
            end
            old-off
            +oldOff
            end
            new-off
            +newOff
            end
            new
            -new
            end
            """);
  }

  @Test
  void aLineEndInAValueCannotStartADirective() {
    assertThat(
            TransactionData.of(
                plan(List.of(), Optional.empty(), List.of()),
                "t1\nremove x /etc/passwd",
                "me\nid 2",
                Duration.ofSeconds(90)))
        .startsWith("id t1 remove x /etc/passwd\nby me id 2\n");
  }
}
