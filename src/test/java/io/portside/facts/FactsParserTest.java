package io.portside.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactsParserTest {
  @ParameterizedTest
  @CsvSource({
    "bookworm, SYSTEMD, 20.10.24+dfsg1",
    "trixie, SYSTEMD, 26.1.5+dfsg1",
    "sysvinit, SYSVINIT, 20.10.24+dfsg1",
    "bullseye, SYSTEMD, 20.10.5+dfsg1",
    "forky, SYSTEMD, 28.5.2+dfsg4"
  })
  void readsRealHosts(String host, Facts.Init init, String version) {
    Facts facts = RecordedProbe.of(host).facts();
    assertThat(facts.root()).isTrue();
    assertThat(facts.init()).isEqualTo(init);
    assertThat(facts.active()).isTrue();
    assertThat(facts.dockerd()).isEqualTo("/usr/sbin/dockerd");
    assertThat(facts.engine().orElseThrow().version()).isEqualTo(version);
    assertThat(facts.engine().orElseThrow().rootDir()).isEqualTo("/var/lib/docker");
    assertThat(facts.engine().orElseThrow().inSwarm()).isFalse();
    assertThat(facts.running()).extracting(Container::name).containsExactly("web");
    assertThat(facts.running()).extracting(Container::restartPolicy).containsExactly("no");
    assertThat(facts.addresses()).extracting(InterfaceAddress::name).contains("lo", "eth0");
    assertThat(facts.listeners())
        .anySatisfy(
            l -> {
              assertThat(l.port()).isEqualTo(22);
              assertThat(l.address()).isEqualTo("*");
              assertThat(l.program()).isEqualTo("sshd");
            });
    assertThat(facts.text(Facts.DEFAULTS)).isPresent();
  }

  @Test
  void readsUnits() {
    Facts facts = RecordedProbe.of("bookworm").facts();
    assertThat(facts.service().killMode()).isEqualTo("process");
    assertThat(facts.service().environmentFiles()).containsExactly("/etc/default/docker");
    assertThat(facts.socket().active()).isTrue();
  }

  @Test
  void outputThatIsCutOffIsNoFacts() {
    String output = RecordedProbe.of("bookworm").output();
    for (int length : List.of(0, 1, 20, output.length() / 2, output.length() - 1)) {
      assertThat(FactsParser.parse(output.substring(0, length))).isEmpty();
    }
  }

  @Test
  void aBannerBeforeTheFramesIsSkipped() {
    String output =
        "\u001b[31mWelcome\u001b[0m @uid 1\n5\n" + RecordedProbe.of("bookworm").output();
    assertThat(FactsParser.parse(output).orElseThrow().root()).isTrue();
  }

  @Test
  void aFileCannotPassForAFrame() {
    Facts facts =
        RecordedProbe.of("bookworm")
            .file(Facts.DAEMON_JSON, "{}\n@uid 4\n1000\n@end 0\n\n")
            .facts();
    assertThat(facts.root()).isTrue();
    assertThat(facts.text(Facts.DAEMON_JSON)).contains("{}\n@uid 4\n1000\n@end 0\n\n");
  }

  @Test
  void aFileThatDoesNotMatchItsDigestIsNotText() {
    String withNul = RecordedProbe.of("bookworm").file(Facts.DAEMON_JSON, "{ }").output();
    Facts facts = FactsParser.parse(withNul.replace("\n{ }\n", "\n{!}\n")).orElseThrow();
    assertThat(facts.files()).containsKey(Facts.DAEMON_JSON);
    assertThat(facts.text(Facts.DAEMON_JSON)).isEmpty();
  }

  @Test
  void contentIsUtf8() {
    assertThat(
            RecordedProbe.of("bookworm")
                .file(Facts.DAEMON_JSON, "{\"ä\": \"…\"}")
                .facts()
                .text(Facts.DAEMON_JSON))
        .contains("{\"ä\": \"…\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          ss; LISTEN 0 4096 *:2375 *:* users:(("dockerd",pid=97,fd=9)); *; 2375; dockerd; 97
          ss; LISTEN 0 128 [::]:2375 [::]:* users:(("dockerd",pid=97,fd=9)); *; 2375; dockerd; 97
          ss; LISTEN 0 5 127.0.0.1:2375 0.0.0.0:* users:(("python3 x",pid=7,fd=3)); 127.0.0.1; 2375; python3 x; 7
          ss; LISTEN 0 5 [fe80::1]%eth0:2375 0.0.0.0:* users:(("a",pid=7,fd=3)); fe80::1; 2375; a; 7
          netstat; tcp6 0 0 :::2375 :::* LISTEN 97/dockerd; *; 2375; dockerd; 97
          netstat; tcp 0 0 10.0.0.1:2375 0.0.0.0:* LISTEN 97/sshd: x; 10.0.0.1; 2375; sshd: x; 97
          proc; 0: 0100007F:0947 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 4711 1 0 100; 127.0.0.1; 2375; dockerd; 97
          proc; 0: 00000000000000000000000000000000:0947 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 4711 1 0 100; *; 2375; dockerd; 97
          """)
  void readsListenersOfEveryTool(
      String tool, String line, String address, int port, String program, int pid) {
    assertThat(Listener.parse(tool, line, "3 -> socket:[4711]", 97))
        .singleElement()
        .satisfies(
            l -> {
              assertThat(l.address()).isEqualTo(address);
              assertThat(l.port()).isEqualTo(port);
              assertThat(l.program()).isEqualTo(program);
              assertThat(l.pid()).hasValue(pid);
            });
  }
}
