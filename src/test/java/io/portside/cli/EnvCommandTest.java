package io.portside.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvCommandTest {
  @TempDir Path directory;

  private String inventory(String host) throws IOException {
    return Files.writeString(directory.resolve("hosts.ini"), host + "\n").toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          web1                                                                         | tcp://web1:2375
          web1 ansible_host=10.0.0.1 portside_listen='["tcp://0.0.0.0:2399"]'          | tcp://10.0.0.1:2399
          web1 ansible_host=10.0.0.1 portside_listen='["tcp://10.9.0.1:2375"]'         | tcp://10.9.0.1:2375
          web1 ansible_host=fd00::1                                                    | tcp://[fd00::1]:2375
          web1 ansible_host=10.0.0.1 portside_listen='["tcp://127.0.0.1:2375"]'        | ssh://10.0.0.1
          web1 ansible_host=fd00::1 ansible_port=2222 ansible_user=ops portside_listen='["tcp://127.0.0.1:2375"]' | ssh://ops@[fd00::1]:2222
          web1 ansible_host=10.0.0.1 portside_listen='["tcp://127.0.0.1:2375","tcp://eth1:2376"]' | tcp://10.0.0.1:2376
          """)
  void theShellThatEvaluatesItGoesToTheHost(String host, String dockerHost) throws Exception {
    Portside env = Portside.run("env", "-i", inventory(host), "web1");

    Process shell =
        new ProcessBuilder(
                "sh",
                "-c",
                "eval \"$1\"; printf %s \"$DOCKER_HOST$DOCKER_CONTEXT\"",
                "sh",
                env.out())
            .start();
    assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo(dockerHost);
  }

  @Test
  void nothingInAnInventoryIsEvaluated() throws Exception {
    String host = "web1 ansible_host=\"a';touch $PWD/x;'$(touch x)\"";
    Portside env = Portside.run("env", "-i", inventory(host), "web1");

    Process shell =
        new ProcessBuilder("sh", "-c", "eval \"$1\"", "sh", env.out())
            .directory(directory.toFile())
            .start();
    assertThat(shell.waitFor()).isZero();
    assertThat(directory.resolve("x")).doesNotExist();
  }

  @Test
  void programsGetADocument() throws IOException {
    Portside env = Portside.run("env", "-i", inventory("web1"), "web1", "-o", "json");

    assertThat(env.report().at("/environment/DOCKER_HOST").asText()).isEqualTo("tcp://web1:2375");
  }

  @Test
  void aShellTalksToOneHost() {
    Portside env = Portside.run("env", "-i", "web1,web2,web3,");

    assertThat(env.code()).isEqualTo(64);
    assertThat(env.err()).contains("web[1:3]", "portside env HOST");
    assertThat(env.out()).isEmpty();
  }
}
