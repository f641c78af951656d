package io.portside.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenderCommandTest {
  @TempDir Path directory;

  private String hosts(String listen, String more) throws IOException {
    return Files.writeString(
            directory.resolve("hosts.yml"),
            """
            all:
              hosts:
                web[1:3]:
              vars:
                portside_listen: ["%s"]
                %s
            """
                .formatted(listen, more))
        .toString();
  }

  @Test
  void whatOnlyTheHostKnowsIsMarked() throws IOException {
    String out = Portside.run("render", "-i", hosts("tcp://eth1:2375", ""), "-l", "web1").out();

    assertThat(out)
        .startsWith(
            """
            # web1:/etc/docker/daemon.json
            #   only the keys that Portside owns: all others in the host's file stay
            #   fd:// stands in for the local socket: on a host without docker.socket it is \
            unix:///var/run/docker.sock
            #   tcp://eth1:2375 stands in for the host's address on eth1
            {
              "hosts": ["fd://", "tcp://eth1:2375"],
            """)
        .contains("#   only where the host's own unit passes addresses; docker-ce's ExecStart");
    assertThat(Portside.run("render", "-i", hosts("tcp://10.0.0.0/8:2375", ""), "-l", "web1").out())
        .contains("#   tcp://10.0.0.0/8:2375 stands in for the host's address in that network\n");
  }

  @Test
  void whatIsSaidInTheInventoryIsNotMarked() throws IOException {
    String out =
        Portside.run(
                "render",
                "-i",
                hosts("tcp://10.0.0.1:2375", "portside_unix_socket: fd://"),
                "-l",
                "web1")
            .out();

    assertThat(out)
        .contains("\"hosts\": [\"fd://\", \"tcp://10.0.0.1:2375\"]")
        .doesNotContain("local socket", "stands in for the host's address");
  }

  @Test
  void filesHoldNoMarksAndTheLegendNamesTheHosts() throws IOException {
    Path out = directory.resolve("out");
    Portside portside =
        Portside.run("render", "-i", hosts("tcp://eth1:2375", ""), "--out", out.toString());

    assertThat(portside.code()).as(portside.toString()).isZero();
    assertThat(portside.out()).isEmpty();
    assertThat(portside.err())
        .contains(
            "portside: /etc/docker/daemon.json: tcp://eth1:2375 stands in for the host's address"
                + " on eth1 (web[1:3])");
    assertThat(out.resolve("web2/etc/docker/daemon.json")).content().startsWith("{");
  }
}
