package io.portside.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.portside.facts.RecordedProbe;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExposureTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          NONE     | 10.0.0.1  | nginx   | {}
          OPEN     | *         | dockerd | {}
          OPEN     | 10.0.0.1  | dockerd | {"tls": false}
          OPEN     | [::]      | dockerd | {"tls": true}
          TLS      | 0.0.0.0   | dockerd | {"tlsverify": true}
          LOOPBACK | 127.0.0.1 | dockerd | {}
          LOOPBACK | [::1]     | dockerd | {"tlsverify": true}
          """)
  void saysWhoCanUseTheApi(Exposure exposure, String address, String program, String json) {
    RecordedProbe probe =
        RecordedProbe.of("bookworm")
            .with(
                "listeners:ss",
                _ ->
                    "LISTEN 0 4096 "
                        + address
                        + ":2375 *:* users:((\""
                        + program
                        + "\",pid=97,fd=9))")
            .file("/etc/docker/daemon.json", json);

    assertThat(Exposure.of(probe.facts())).isEqualTo(exposure);
  }
}
