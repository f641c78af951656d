package io.portside.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DockerdLogTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          failed to start daemon: Error initializing network controller: x | failed to start daemon: Error initializing network controller: x
          time="2026-11-24T04:27:52Z" level=info msg="Starting up" | ``
          unable to configure the Docker daemon with file /etc/docker/daemon.json: invalid character '}' looking for beginning of value | unable to configure the Docker daemon with file /etc/docker/daemon.json: invalid character '}' looking for beginning of value
          time="2026-11-24T04:27:52.675184845Z" level=error msg="Error reloading configuration: \\"hosts\\" x" | Error reloading configuration: "hosts" x
          failed to load listeners: no sockets found via socket activation: make sure the service was started by systemd | failed to load listeners: no sockets found via socket activation: make sure the service was started by systemd
          docker.service: Start request repeated too quickly. | docker.service: Start request repeated too quickly.
          docker.service: Failed to locate executable /usr/bin/dockerd: No such file or directory | docker.service: Failed to locate executable /usr/bin/dockerd: No such file or directory
          """)
  void findsTheReason(String line, String reason) {
    assertThat(DockerdLog.reason("Starting Docker...\n" + line + "\nStopped.\n").orElse(""))
        .isEqualTo(reason);
  }

  @Test
  void theSurestReasonWinsAndOfThoseTheLast() {
    String log =
        """
        time="2026-11-24T04:27:50Z" level=info msg="Starting up"
        failed to start daemon: the first
        docker.service: Main process exited, code=exited, status=1/FAILURE
        docker.service: Failed with result 'exit-code'.
        failed to start daemon: the last
        time="2026-11-24T04:27:52Z" level=error msg="something else"
        docker.service: Start request repeated too quickly.
        """;
    assertThat(DockerdLog.reason(log)).contains("failed to start daemon: the last");
  }

  @Test
  void anEmptyLogHasNoReason() {
    assertThat(DockerdLog.reason("")).isEmpty();
  }

  @Test
  void aLineOfAnyLengthIsRead() {
    String longWord = "x".repeat(100_000);
    assertThat(DockerdLog.reason("level=error msg=\"" + longWord + "\"")).isPresent();
    assertThat(DockerdLog.reason("level=error msg=\"" + longWord.substring(0, 3000) + "\""))
        .contains(longWord.substring(0, 3000));
  }
}
