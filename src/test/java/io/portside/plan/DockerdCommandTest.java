package io.portside.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DockerdCommandTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /usr/bin/dockerd -H fd:// --containerd=/run/c.sock            | /usr/bin/dockerd --containerd=/run/c.sock
          /usr/sbin/dockerd -H fd:// --containerd=/c.sock $DOCKER_OPTS  | /usr/sbin/dockerd --containerd=/c.sock $DOCKER_OPTS
          dockerd -Hfd:// -H=tcp://0.0.0.0:2375 --debug                 | dockerd --debug
          dockerd --host fd:// --host=tcp://0.0.0.0:2375                | dockerd
          dockerd -DH fd:// -l warn                                     | dockerd -D -l warn
          dockerd --tls --tlsverify=true --tlscacert /a --tlskey=/b x   | dockerd x
          dockerd "-H" 'tcp://0.0.0.0:2375' --label "a b"               | dockerd --label "a b"
          dockerd --hosts-file /x --tlsfoo                              | dockerd --hosts-file /x --tlsfoo
          dockerd                                                       | dockerd
          -/usr/bin/dockerd -H                                          | -/usr/bin/dockerd
          """)
  void dropsWhatPortsideOwnsAndKeepsTheRestToTheLetter(String before, String after) {
    assertThat(DockerdCommand.parse(before).withoutOwned().text()).isEqualTo(after);
  }

  @ParameterizedTest
  @CsvSource({
    "dockerd -H fd:// -H tcp://1.2.3.4:5, fd:// tcp://1.2.3.4:5",
    "dockerd -Hfd:// --host=tcp://1.2.3.4:5, fd:// tcp://1.2.3.4:5",
    "dockerd -DH=unix:///x, unix:///x",
    "dockerd --tls --debug, ''"
  })
  void namesTheHosts(String command, String hosts) {
    assertThat(String.join(" ", DockerdCommand.parse(command).hosts())).isEqualTo(hosts);
  }

  @Test
  void aVariableThatHoldsAddressesIsResolvedAndOthersStay() {
    DockerdCommand command = DockerdCommand.parse("dockerd $DOCKER_OPTS ${OTHER} $NONE");
    Map<String, String> environment =
        Map.of("DOCKER_OPTS", "-H tcp://0.0.0.0:2375 --dns 8.8.8.8", "OTHER", "--debug");
    assertThat(command.resolveOwned(environment).withoutOwned().text())
        .isEqualTo("dockerd --dns 8.8.8.8 ${OTHER} $NONE");
    assertThat(
            DockerdCommand.parse("dockerd $OTHER --mtu=${MTU} --x=${NONE} --y=%i")
                .arguments(Map.of("OTHER", "--label \"a b\"", "MTU", "1450")))
        .containsExactly("--label", "a b", "--mtu=1450", "--x=");
  }

  @ParameterizedTest
  @CsvSource({
    "/usr/bin/dockerd -H fd://, true",
    "-/usr/local/bin/dockerd, true",
    "/bin/sh -c 'dockerd -H fd://', false",
    "/usr/bin/dockerd-rootless.sh, false"
  })
  void knowsItsOwnProgram(String command, boolean dockerd) {
    assertThat(DockerdCommand.parse(command).isDockerd()).isEqualTo(dockerd);
  }
}
