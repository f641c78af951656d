package io.portside.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.portside.verify.Container;
import io.portside.verify.Container.Port;
import io.portside.verify.Image;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TablesTest {
  private static final Instant NOW = Instant.parse("2026-11-24T02:00:00Z");
  private static final String ID = "4f2a9c1d7e3b".repeat(6).substring(0, 64);

  @Test
  void containersLookAsDockerPsShowsThem() {
    Container web =
        new Container(
            ID,
            "nginx:1.27",
            "/docker-entrypoint.sh nginx -g 'daemon off;'",
            NOW.minusSeconds(150),
            "Up 2 minutes",
            List.of(new Port(80, Optional.of(80), "0.0.0.0", "tcp")),
            List.of("/proxy/web", "/web"));
    Container bare =
        new Container(ID, "sha256:" + ID, "sh \"x\"", NOW, "Exited (0)", List.of(), List.of());

    String table =
        ContainerTable.text(
            List.of(
                new ContainerTable.Row("web1.example.org", web),
                new ContainerTable.Row("db", bare)),
            NOW);

    assertThat(table)
        .isEqualTo(
            """
            HOST               CONTAINER ID   IMAGE          COMMAND                  CREATED                  STATUS         PORTS                NAMES
            web1.example.org   4f2a9c1d7e3b   nginx:1.27     "/docker-entrypoint.…"   2 minutes ago            Up 2 minutes   0.0.0.0:80->80/tcp   web
            db                 4f2a9c1d7e3b   4f2a9c1d7e3b   "sh \\"x\\""               Less than a second ago   Exited (0)
            """);
  }

  @Test
  void anEmptyTableHasItsHeader() {
    assertThat(ContainerTable.text(List.of(), NOW))
        .isEqualTo(
            "HOST      CONTAINER ID   IMAGE     COMMAND   CREATED   STATUS    PORTS     NAMES\n");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0B",
    "999, 999B",
    "1000, 1kB",
    "1048576, 1.05MB",
    "133456789, 133MB",
    "1500000000, 1.5GB",
    "-5, 0B",
  })
  void imagesLookAsDockerImagesShowsThem(long bytes, String size) {
    Image image = new Image("r:5000/app", "1", "sha256:" + ID, NOW.minusSeconds(7200), bytes);

    assertThat(ImageTable.text(List.of(new ImageTable.Row("web1", image)), NOW))
        .isEqualTo(
            """
            HOST      REPOSITORY   TAG       IMAGE ID       CREATED       SIZE
            web1      r:5000/app   1         4f2a9c1d7e3b   2 hours ago   %s
            """
                .formatted(size));
  }

  @Test
  void cellsHoldNothingATerminalWouldObey() {
    String evil = "a\u001b[2J\nb\u202e";
    Container container =
        new Container(
            evil,
            evil,
            evil,
            NOW,
            evil,
            List.of(new Port(1, Optional.of(1), evil, evil)),
            List.of(evil));
    Image image = new Image(evil, evil, evil, NOW, 1);

    String containers = ContainerTable.text(List.of(new ContainerTable.Row(evil, container)), NOW);
    String images = ImageTable.text(List.of(new ImageTable.Row(evil, image)), NOW);

    assertThat(containers + images).matches("[ -~\n]*");
    assertThat((containers + images).lines()).hasSize(4);
  }

  @ParameterizedTest
  @CsvSource({
    "-5, Less than a second",
    "0, Less than a second",
    "1, 1 second",
    "59, 59 seconds",
    "60, About a minute",
    "119, About a minute",
    "120, 2 minutes",
    "3599, 59 minutes",
    "3600, About an hour",
    "5399, About an hour",
    "5400, 2 hours",
    "171000, 2 days",
    "1206000, 13 days",
    "1209600, 2 weeks",
    "5184000, 2 months",
    "63072000, 2 years",
  })
  void agesAreInDockersWords(long seconds, String words) {
    assertThat(Ago.words(NOW.minus(Duration.ofSeconds(seconds)), NOW)).isEqualTo(words + " ago");
  }

  /** Ports as ip:public:private/type, ip and public port empty where only exposed. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                         | ''
          ::80/tcp                                   | 80/tcp
          ::443/tcp ::80/tcp                         | 80/tcp, 443/tcp
          ::81/tcp ::80/tcp ::82/tcp                 | 80-82/tcp
          ::80/tcp ::81/udp                          | 80/tcp, 81/udp
          0.0.0.0:80:80/tcp                          | 0.0.0.0:80->80/tcp
          0.0.0.0:80:80/tcp 0.0.0.0:81:81/tcp        | 0.0.0.0:80-81->80-81/tcp
          0.0.0.0:8080:80/tcp ::443/tcp              | 443/tcp, 0.0.0.0:8080->80/tcp
          0.0.0.0:80:80/tcp [fe80]:80:80/tcp         | 0.0.0.0:80->80/tcp, [fe80::1]:80->80/tcp
          """)
  void portsAreWrittenAsDockerDoes(String ports, String expected) {
    List<Port> list = new ArrayList<>();
    for (String port : ports.split(" ", -1)) {
      if (!port.isEmpty()) {
        String[] parts = port.split("[:/]", -1);
        list.add(
            new Port(
                Integer.parseInt(parts[2]),
                parts[1].isEmpty() ? Optional.empty() : Optional.of(Integer.valueOf(parts[1])),
                parts[0].replace("[fe80]", "fe80::1"),
                parts[3]));
      }
    }
    assertThat(PortsCell.text(list)).isEqualTo(expected);
  }
}
