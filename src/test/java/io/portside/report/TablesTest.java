package io.portside.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.portside.verify.Container;
import io.portside.verify.Container.Port;
import io.portside.verify.Image;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TablesTest {
  private static final Instant NOW = Instant.parse("2026-11-24T02:00:00Z");
  private static final String ID = "4f2a9c1d7e3b".repeat(6).substring(0, 64);

  private static Container container(
      String id, String image, String command, Instant created, String status, String... names) {
    return new Container(
        id,
        image,
        "sha256:" + ID,
        command,
        created,
        "running",
        status,
        List.of(new Port(80, Optional.of(80), "0.0.0.0", "tcp")),
        List.of(names),
        new TreeMap<>(Map.of("team", "shop", "com.example.tier-1", "front")),
        List.of(new Container.Mount("a-volume-with-a-name", "", "local")),
        List.of("back", "front"),
        new Container.Size(0, 0));
  }

  private static Container web() {
    return container(
        ID,
        "nginx:1.27",
        "/docker-entrypoint.sh nginx -g 'daemon off;'",
        NOW.minusSeconds(150),
        "Up 2 minutes",
        "/proxy/web",
        "/web");
  }

  private static String containers(String format, Container container) {
    Row row = new ContainerRows(NOW, false).row("web1.example.org", container);
    return RowFormat.parse(format, ContainerRows.KIND).text(List.of(row));
  }

  @Test
  void containersLookAsDockerPsShowsThem() {
    Container bare = container(ID, "sha256:" + ID, "sh \"x\"\n", NOW, "Exited (0)");
    ContainerRows rows = new ContainerRows(NOW, false);

    String table =
        RowFormat.parse("table", ContainerRows.KIND)
            .text(
                List.of(
                    rows.row("web1.example.org", web()),
                    new ListLine.Mark("web2", "api-timeout"),
                    rows.row("db", bare)));

    assertThat(table)
        .isEqualTo(
            """
            HOST               CONTAINER ID   IMAGE          COMMAND                  CREATED                  STATUS         PORTS                NAMES
            web1.example.org   4f2a9c1d7e3b   nginx:1.27     "/docker-entrypoint.…"   2 minutes ago            Up 2 minutes   0.0.0.0:80->80/tcp   web
            web2               ! api-timeout
            db                 4f2a9c1d7e3b   4f2a9c1d7e3b   "sh \\"x\\"\\n"             Less than a second ago   Exited (0)     0.0.0.0:80->80/tcp
            """);
  }

  @Test
  void anEmptyTableHasItsHeader() {
    assertThat(RowFormat.parse("table", ContainerRows.KIND).text(List.of()))
        .isEqualTo(
            "HOST      CONTAINER ID   IMAGE     COMMAND   CREATED   STATUS    PORTS     NAMES\n");
  }

  /** The values are what docker's own client makes of the same container. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {{.ID}} {{.Names}}                | 4f2a9c1d7e3b web
          {{ .Host }}: {{ .State }}         | web1.example.org: running
          {{.Labels}}                       | com.example.tier-1=front,team=shop
          {{.Label "team"}}{{.Label "x"}}   | shop
          {{json .Names}}                   | "web"
          {{json (1)}}                      |
          {{.Mounts}} {{.LocalVolumes}}     | a-volume-with-… 1
          {{.Networks}}                     | back,front
          {{.Size}}                         | 0B
          {{.CreatedAt}}                    | 2026-11-24 01:57:30 +0000 UTC
          no fields                         | no fields
          a\\tb                             | ~a\tb~
          """)
  void rowsAreFormattedAsDockersTemplatesSay(String format, @Nullable String line) {
    if (line == null) {
      assertThatThrownBy(() -> containers(format, web())).hasMessageContaining("more of Go's");
    } else {
      TimeZone zone = TimeZone.getDefault();
      TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
      try {
        assertThat(containers(format, web())).isEqualTo(line.translateEscapes() + "\n");
      } finally {
        TimeZone.setDefault(zone);
      }
    }
  }

  @Test
  void aTableOfOnesOwnHasDockersHeaders() {
    assertThat(
            containers(
                "table {{.Names}}\\t{{.RunningFor}}\\t{{.Label \"com.example.tier-1\"}}", web()))
        .isEqualTo(
            """
            NAMES     CREATED         tier 1
            web       2 minutes ago   front
            """);
  }

  @Test
  void jsonIsALineEachWithDockersKeys() throws Exception {
    String line = containers("json", web());

    assertThat(line).hasLineCount(1);
    List<String> keys = new ArrayList<>();
    new JsonMapper().readTree(line).fieldNames().forEachRemaining(keys::add);
    assertThat(keys)
        .containsExactly(
            "Command",
            "CreatedAt",
            "Host",
            "ID",
            "Image",
            "Labels",
            "LocalVolumes",
            "Mounts",
            "Names",
            "Networks",
            "Ports",
            "RunningFor",
            "Size",
            "State",
            "Status");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {{.Nmaes}}         | did you mean 'Names'?
          {{.Digest}}        | the fields are .Host, .ID, .Image
          {{.ID             | close what {{ opens
          {{lower .ID}}      | give {{.Field}} or {{json .Field}}
          """)
  void aTemplateThatCannotBeReadIsExplained(String format, String hint) {
    assertThatThrownBy(() -> containers(format, web())).hasMessageContaining(hint);
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
    Image image =
        new Image("r:5000/app", "1", "<none>", "sha256:" + ID, NOW.minusSeconds(7200), bytes);

    assertThat(
            RowFormat.parse("table", ImageRows.KIND)
                .text(List.of(new ImageRows(NOW, false).row("web1", image))))
        .isEqualTo(
            """
            HOST      REPOSITORY   TAG       IMAGE ID       CREATED       SIZE
            web1      r:5000/app   1         4f2a9c1d7e3b   2 hours ago   %s
            """
                .formatted(size));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "table",
        "json",
        "{{.Names}} {{.Command}} {{.Labels}} {{.Label \"l\"}}",
        "{{json .Names}}"
      })
  void nothingThatATerminalWouldObeyIsShown(String format) {
    String evil = "a\u001b[2J\nb\u202e\t";
    Container container =
        new Container(
            evil,
            evil,
            evil,
            evil,
            NOW,
            evil,
            evil,
            List.of(new Port(1, Optional.of(1), evil, evil)),
            List.of(evil),
            new TreeMap<>(Map.of("l", evil)),
            List.of(new Container.Mount(evil, evil, evil)),
            List.of(evil),
            new Container.Size(1, 1));
    Row row = new ContainerRows(NOW, true).row(evil, container);

    String text =
        RowFormat.parse(format, ContainerRows.KIND)
            .text(List.of(row, new ListLine.Mark(evil, evil)));

    assertThat(text).matches("[ -~\n]*");
    assertThat(text.lines().count()).isEqualTo(format.equals("table") ? 3 : 1);
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
