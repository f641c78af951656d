package io.portside.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The program itself, with a host that says nothing under way. */
class InterruptionTest {
  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void whatIsUnderWayEndsAndTheRestNeverStarts(String signal, int code) throws Exception {
    Path report = dir.resolve("report.json");
    try (ServerSocket host = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"))) {
      Process process = check(host.getLocalPort(), report);
      try (Socket _ = host.accept()) {
        new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start().waitFor();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(code);
      }
    }
    JsonNode hosts = new ObjectMapper().readTree(Files.readString(report)).get("hosts");
    assertThat(hosts.get(0).get("outcome").asText()).isEqualTo("unreachable");
    assertThat(hosts.get(1).get("outcome").asText()).isEqualTo("skipped");
  }

  private Process check(int port, Path report) throws Exception {
    return new ProcessBuilder(
            List.of(
                "env",
                "--default-signal=INT,TERM", // a build in the background ignores INT
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
                "2",
                "--report",
                report.toString()))
        .redirectErrorStream(true)
        .start();
  }
}
