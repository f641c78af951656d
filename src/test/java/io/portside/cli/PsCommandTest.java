package io.portside.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portside.verify.FakeApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands over APIs that behave, and over such that do not. */
@Timeout(120)
class PsCommandTest {
  private static final String WEB =
      """
      [{"Id":"4f2a9c1d7e3b4f2a9c1d7e3b","Names":["/web"],"Image":"nginx:1","Command":"nginx",
        "Created":1763949600,"State":"running","Status":"Up 2 minutes","Ports":[]}]
      """;
  private static final FakeApi.Answer ENDLESS =
      (_, out) -> {
        out.write(FakeApi.ok("[").getBytes(UTF_8));
        while (true) {
          out.write(new byte[8192]);
        }
      };

  private final Map<String, FakeApi> hosts = new LinkedHashMap<>();
  private final CountDownLatch over = new CountDownLatch(1);

  @TempDir Path directory;

  @AfterEach
  void close() throws IOException {
    over.countDown();
    for (FakeApi api : hosts.values()) {
      api.close();
    }
  }

  private FakeApi silent() throws IOException {
    return new FakeApi(
        "127.0.0.1",
        (_, _) -> {
          try {
            over.await();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
        });
  }

  private Portside run(String command, String... more) throws IOException {
    StringBuilder inventory = new StringBuilder();
    hosts.forEach(
        (name, api) ->
            inventory.append(
                "%s ansible_host=127.0.0.1 portside_listen='[\"tcp://0.0.0.0:%d\"]'%n"
                    .formatted(name, api.port())));
    Path file = Files.writeString(directory.resolve("hosts.ini"), inventory);
    List<String> arguments = new ArrayList<>(List.of(command, "-i", file.toString()));
    arguments.addAll(List.of(more));
    return Portside.run(arguments.toArray(String[]::new));
  }

  private static FakeApi web() throws IOException {
    return FakeApi.serving(Map.of("/containers/json", WEB));
  }

  @Test
  void aHostThatAnswersJunkIsOneMarkedRow() throws IOException {
    hosts.put("web1", web());
    hosts.put("web2", FakeApi.saying("SSH-2.0-OpenSSH_9.2\r\n"));
    hosts.put("web3", FakeApi.saying(FakeApi.ok("[{\"Id\":[]}]")));
    hosts.put("web4", new FakeApi("127.0.0.1", ENDLESS));
    hosts.put("web5", FakeApi.saying(FakeApi.ok("[".repeat(100_000))));
    hosts.put("web6", web());

    Portside ps = run("ps", "--format", "table {{.Host}}\\t{{.Names}}");

    assertThat(ps.out())
        .isEqualTo(
            """
            HOST      NAMES
            web1      web
            web2      ! api-not-docker
            web3      ! api-not-docker
            web4      ! output-too-large
            web5      ! api-not-docker
            web6      web
            """);
    assertThat(ps.err()).contains("web4: output-too-large: the answer is longer than", "mend: ");
    assertThat(ps.code()).isEqualTo(4);
  }

  @Test
  void silentHostsHoldUpNobody() throws IOException {
    for (int i = 1; i <= 200; i++) {
      hosts.put("web" + i, i % 4 == 0 ? silent() : web());
    }

    Portside ps = run("ps", "-o", "json", "--timeout", "3");

    assertThat(ps.report().at("/summary/answered").asInt()).isEqualTo(150);
    for (JsonNode host : ps.report().path("hosts")) {
      boolean answered = host.path("answered").asBoolean();
      assertThat(host.path("containers")).hasSize(answered ? 1 : 0);
      assertThat(host.at("/problems/0/code").asText()).isEqualTo(answered ? "" : "api-timeout");
    }
    assertThat(ps.err()).contains("web200: api-timeout");
  }

  @Test
  void aSlowHostGivesItsPlaceUpToTheNext() throws IOException {
    // It answers when the next has been asked, which with one place only needs the place.
    hosts.put(
        "web1",
        new FakeApi(
            "127.0.0.1",
            (_, out) -> {
              try {
                if (over.await(60, TimeUnit.SECONDS)) {
                  out.write(FakeApi.ok(WEB).getBytes(UTF_8));
                }
              } catch (InterruptedException e) {
                throw new IOException(e);
              }
            }));
    hosts.put(
        "web2",
        new FakeApi(
            "127.0.0.1",
            (_, out) -> {
              over.countDown();
              out.write(FakeApi.ok(WEB).getBytes(UTF_8));
            }));

    Portside ps = run("ps", "--forks", "1", "--timeout", "60");

    assertThat(ps.code()).as(ps.toString()).isZero();
    assertThat(ps.out())
        .containsPattern("web1 +4f2a.* web\nweb1 +! slow: answered after [0-9.]+ s");
  }

  @Test
  void theDocumentHasTheFieldsOfTheContract() throws IOException {
    hosts.put("web1", web());

    JsonNode report = run("ps", "-o", "json").report();

    assertThat(report.path("command").asText()).isEqualTo("ps");
    assertThat(report.at("/hosts/0/endpoint").asText())
        .isEqualTo("tcp://127.0.0.1:" + hosts.get("web1").port());
    assertThat(report.at("/hosts/0/containers/0/names/0").asText()).isEqualTo("web");
    assertThat(report.at("/hosts/0/containers/0/created").asText())
        .isEqualTo("2025-11-24T02:00:00Z");
  }

  @Test
  void optionsOfTheListGoToTheEngine() throws IOException {
    hosts.put("web1", FakeApi.serving(Map.of("/containers/json", "[]", "/images/json", "[]")));

    run("ps", "-a", "--filter", "Status=exited", "--format", "{{.Size}}");
    run("images", "--filter", "dangling=true");

    assertThat(hosts.get("web1").requests())
        .extracting(request -> request.split(" ", 3)[1])
        .containsExactly(
            "/containers/json?all=1&size=1&filters=%7B%22status%22%3A%7B%22exited%22%3Atrue%7D%7D",
            "/images/json?all=0&filters=%7B%22dangling%22%3A%7B%22true%22%3Atrue%7D%7D");
  }

  @Test
  void whatTheEngineSaysToAFilterIsTold() throws IOException {
    hosts.put(
        "web1",
        FakeApi.saying(
            "HTTP/1.0 400 Bad Request\r\n\r\n{\"message\":\"invalid filter 'colour'\"}"));

    Portside ps = run("ps", "--filter", "colour=red");

    assertThat(ps.err()).contains("api-error", "invalid filter 'colour'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --filter exited                 | give name=value
          --format {{.Nmaes}}             | did you mean 'Names'?
          --format json -o json           | do not go together
          --watch 0                       | give 1 or more
          --timeout 0                     | give 1 or more
          --forks 0                       | give 1 or more
          """)
  void optionsThatMakeNoSenseAreExplained(String options, String hint) throws IOException {
    hosts.put("web1", web());

    Portside ps = run("ps", options.split(" "));

    assertThat(ps.code()).isEqualTo(64);
    assertThat(ps.err()).contains(hint);
    assertThat(hosts.get("web1").requests()).isEmpty();
  }
}
