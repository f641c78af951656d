package io.portside.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program itself, with a host that says nothing under way. */
class InterruptionTest {
  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM", "HUP"})
  void whatIsUnderWayEndsAndTheRestNeverStarts(String signal) throws Exception {
    Path report = dir.resolve("report.json");
    try (ServerSocket host = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"))) {
      Process process = check(host.getLocalPort(), report, "2");
      try (Socket _ = host.accept()) {
        kill(process, signal);
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(130);
      }
    }
    JsonNode hosts = new ObjectMapper().readTree(Files.readString(report)).get("hosts");
    assertThat(hosts.get(0).get("outcome").asText()).isEqualTo("unreachable");
    assertThat(hosts.get(1).get("outcome").asText()).isEqualTo("skipped");
  }

  @Test
  void theSecondOneEndsTheProgramAtOnceAndTheReportIsThere() throws Exception {
    Path report = dir.resolve("report.json");
    try (ServerSocket host = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"))) {
      Process process = check(host.getLocalPort(), report, "600");
      try (Socket _ = host.accept();
          BufferedReader said = process.inputReader(UTF_8)) {
        kill(process, "INT");
        assertThat(said.lines().anyMatch(line -> line.contains("interrupted: no more hosts start")))
            .isTrue();
        assertThat(process.isAlive()).isTrue();
        kill(process, "INT");
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isEqualTo(130);
      }
    }
    JsonNode hosts = new ObjectMapper().readTree(Files.readString(report)).get("hosts");
    assertThat(hosts.findValuesAsText("outcome")).containsExactly("skipped", "skipped");
  }

  private static void kill(Process process, String signal) throws Exception {
    int _ =
        new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start().waitFor();
  }

  private Process check(int port, Path report, String connectTimeout) throws Exception {
    return new ProcessBuilder(
            List.of(
                "env",
                "--default-signal=INT,TERM,HUP", // a build in the background ignores INT
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.portside.cli.Main",
                "check",
                "-i",
                "127.0.0.1:" + port + ",127.0.0.2:" + port + ",",
                "--batches",
                "1",
                "--connect-timeout",
                connectTimeout,
                "--report",
                report.toString()))
        .redirectErrorStream(true)
        .start();
  }
}
