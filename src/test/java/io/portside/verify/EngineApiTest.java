package io.portside.verify;

import static io.portside.verify.FakeApi.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class EngineApiTest {
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final ListQuery SOME = new ListQuery(false, Map.of(), false);
  private static final ListQuery ALL = new ListQuery(true, Map.of(), false);

  @Test
  void anEngineThatAnswersIsUsable() throws IOException {
    try (FakeApi docker = engine("127.0.0.1")) {
      assertThat(Outside.verify("127.0.0.1", docker.port())).isEmpty();
      assertThat(docker.requests())
          .extracting(head -> head.lines().findFirst())
          .containsExactly(
              Optional.of("GET /_ping HTTP/1.0"), Optional.of("GET /version HTTP/1.0"));
      assertThat(docker.requests().getFirst())
          .contains("Host: 127.0.0.1:" + docker.port() + "\r\n");
    }
  }

  /** As Docker 29 does: its oldest version is 1.44, and a path without one means its newest. */
  @Test
  void anEngineThatRefusesOldVersionsIsUsable() throws Exception {
    Map<String, String> bodies =
        Map.of(
            "/_ping", "OK",
            "/version",
                "{\"Version\":\"29.0.0\",\"ApiVersion\":\"1.52\",\"MinAPIVersion\":\"1.44\"}",
            "/info", "{\"ServerVersion\":\"29.0.0\"}",
            "/system/df", "{\"ImageUsage\":{\"TotalSize\":7}}",
            "/containers/json", "[]",
            "/images/json", "[]");
    FakeApi.Answer docker29 =
        (path, out) ->
            out.write(
                (path.startsWith("/v1.")
                        ? "HTTP/1.0 400 Bad Request\r\n\r\n{\"message\":\"client version is too old."
                            + " Minimum supported API version is 1.44\"}"
                        : FakeApi.ok(bodies.getOrDefault(path.split("\\?", 2)[0], "")))
                    .getBytes(StandardCharsets.UTF_8));
    try (FakeApi docker = new FakeApi("127.0.0.1", docker29)) {
      assertThat(Outside.verify("127.0.0.1", docker.port())).isEmpty();
      EngineApi api = api(docker.port(), EngineApi.Limits.USUAL);
      assertThat(api.version().minApiVersion()).isEqualTo("1.44");
      assertThat(api.info().version()).isEqualTo("29.0.0");
      assertThat(api.diskUsage()).isEqualTo(7);
      assertThat(api.containers(ALL)).isEmpty();
      assertThat(api.images(ALL)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"::1", "[::1]"})
  void ipv6AddressesWorkWithAndWithoutBrackets(String address) throws IOException {
    try (FakeApi docker = engine("::1")) {
      assertThat(Outside.verify(address, docker.port())).isEmpty();
      assertThat(docker.requests().getFirst()).contains("Host: [::1]:" + docker.port() + "\r\n");
    }
  }

  @Test
  void triesEveryAddressOfAName() throws IOException {
    // localhost is ::1 too on most machines; the peer has only 127.0.0.1.
    try (FakeApi docker = engine("127.0.0.1")) {
      assertThat(Outside.verify("localhost", docker.port())).isEmpty();
    }
  }

  @Test
  void anOrdinaryHttpServerIsUnderstood() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/_ping",
        exchange -> {
          exchange.sendResponseHeaders(200, 2);
          exchange.getResponseBody().write("OK".getBytes(StandardCharsets.US_ASCII));
          exchange.close();
        });
    server.start();
    try {
      api(server.getAddress().getPort(), EngineApi.Limits.USUAL).ping();
    } finally {
      server.stop(0);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          api-not-docker   | ""
          api-not-docker   | SSH-2.0-OpenSSH_9.2\\r\\n
          api-not-docker   | SSH-2.0-OpenSSH_9.2\\r\\n\\r\\n
          api-not-docker   | HTTP/1.0 200 OK\\r\\n
          api-not-docker   | HTTP/1.0 200 OK\\r\\n\\r\\nwelcome
          api-not-docker   | HTTP/1.0 200 OK\\r\\nContent-Length: 5\\r\\n\\r\\nOK
          api-not-docker   | HTTP/1.0 200 OK\\r\\nContent-Length: -2\\r\\n\\r\\nOK
          api-not-docker   | HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n2\\r\\nOK\\r\\n0\\r\\n\\r\\n
          api-not-docker   | HTTP/1.1 302 Found\\r\\nLocation: http://example.org/_ping\\r\\n\\r\\nOK
          api-not-docker   | HTTP/1.1 404 Not Found\\r\\n\\r\\n<html>
          api-not-docker   | HTTP/1.1 404 Not Found\\r\\n\\r\\n{"message": 5}
          api-error        | HTTP/1.1 500 Oops\\r\\n\\r\\n{"message":"no space left"}
          api-tls-mismatch | HTTP/1.0 400 Bad Request\\r\\n\\r\\nClient sent an HTTP request to an HTTPS server.\\n
          api-tls-mismatch | \\025\\003\\001\\000\\002\\002\\n
          output-too-large | HTTP/1.0 200 OK\\r\\nContent-Length: 1048577\\r\\n\\r\\nOK
          """)
  void namesWhatAnswersInsteadOfDocker(String code, String answer) throws IOException {
    try (FakeApi peer = FakeApi.saying(answer.translateEscapes())) {
      Problem problem = problem(api(peer.port(), EngineApi.Limits.USUAL));
      assertThat(problem.code().id()).isEqualTo(code);
      assertThat(problem.where()).isEqualTo("tcp://127.0.0.1:" + peer.port());
      assertThat(problem.hint()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"API_NOT_DOCKER, ''", "OUTPUT_TOO_LARGE, HTTP/1.0 200 OK\\r\\n\\r\\n"})
  void anAnswerWithoutEndIsCutOff(ProblemCode code, String start) throws IOException {
    FakeApi.Answer endless =
        (_, out) -> {
          out.write(start.translateEscapes().getBytes(StandardCharsets.US_ASCII));
          while (true) {
            out.write(new byte[8192]);
          }
        };
    try (FakeApi peer = new FakeApi("127.0.0.1", endless)) {
      EngineApi api = api(peer.port(), EngineApi.Limits.USUAL);
      assertThat(problem(api).code()).isEqualTo(code);
    }
  }

  @Test
  void aPeerThatNeverAnswersIsGivenUp() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (FakeApi peer = new FakeApi("127.0.0.1", (_, _) -> await(over, 60_000))) {
      assertThat(codeOf(api(peer.port(), new EngineApi.Limits(SHORT, SHORT, Duration.ofHours(1)))))
          .isEqualTo(ProblemCode.API_TIMEOUT);
    } finally {
      over.countDown();
    }
  }

  @Test
  void aPeerThatSendsAByteNowAndThenIsGivenUpToo() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    FakeApi.Answer drip =
        (_, out) -> {
          while (over.getCount() > 0) {
            out.write('H');
            await(over, 20);
          }
        };
    try (FakeApi peer = new FakeApi("127.0.0.1", drip)) {
      assertThat(codeOf(api(peer.port(), new EngineApi.Limits(SHORT, SHORT, SHORT))))
          .isEqualTo(ProblemCode.API_TIMEOUT);
    } finally {
      over.countDown();
    }
  }

  @Test
  void aPortWhereNothingListensIsUnreachable() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    assertThat(codeOf(api(free, EngineApi.Limits.USUAL))).isEqualTo(ProblemCode.API_UNREACHABLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"no-such-host.invalid", "a\r\nb"})
  void aNameWithoutAddressIsUnreachable(String name) {
    assertThat(codeOf(EngineApi.tcp(name, 2375, EngineApi.Limits.USUAL)))
        .isEqualTo(ProblemCode.API_UNREACHABLE);
  }

  @Test
  void readsContainers() throws Exception {
    String list =
        """
        [{"Id":"4f2a","Names":["/web","/proxy/web"],"Image":"nginx:1.27","Command":"nginx -g off",
          "Created":1763949600,"Status":"Up 2 minutes","State":"running","ImageID":"sha256:ab",
          "Labels":{"team":"shop","a":"b"},"SizeRw":5,"SizeRootFs":9,
          "Mounts":[{"Type":"volume","Name":"data","Source":"","Driver":"local"}],
          "NetworkSettings":{"Networks":{"front":{},"back":{}}},
          "Ports":[{"IP":"0.0.0.0","PrivatePort":80,"PublicPort":8080,"Type":"tcp"},
                   {"PrivatePort":443,"Type":"tcp"}]},
         {"Id":"7","Ports":null,"Labels":5,"Created":99999999999999999}]
        """;
    try (FakeApi docker = FakeApi.saying(ok(list))) {
      List<Container> containers = api(docker.port(), EngineApi.Limits.USUAL).containers(ALL);

      assertThat(containers.getFirst())
          .isEqualTo(
              new Container(
                  "4f2a",
                  "nginx:1.27",
                  "sha256:ab",
                  "nginx -g off",
                  Instant.parse("2025-11-24T02:00:00Z"),
                  "running",
                  "Up 2 minutes",
                  List.of(
                      new Container.Port(80, Optional.of(8080), "0.0.0.0", "tcp"),
                      new Container.Port(443, Optional.empty(), "", "tcp")),
                  List.of("/web", "/proxy/web"),
                  new TreeMap<>(Map.of("a", "b", "team", "shop")),
                  List.of(new Container.Mount("data", "", "local")),
                  List.of("back", "front"),
                  new Container.Size(5, 9)));
      assertThat(containers.get(1).id()).isEqualTo("7");
      assertThat(containers.get(1).ports()).isEmpty();
      assertThat(docker.requests().getFirst()).startsWith("GET /containers/json?all=1 ");
    }
  }

  @Test
  void leavesStoppedContainersOutUnlessAsked() throws Exception {
    try (FakeApi docker = FakeApi.saying(ok("[]"))) {
      assertThat(api(docker.port(), EngineApi.Limits.USUAL).containers(SOME)).isEmpty();
      assertThat(docker.requests().getFirst()).startsWith("GET /containers/json?all=0 ");
    }
  }

  @Test
  void filtersGoToTheEngineAsItReadsThem() throws Exception {
    ListQuery query =
        new ListQuery(
            false, Map.of("label", List.of("a=b c", "d"), "status", List.of("exited")), true);
    try (FakeApi docker = FakeApi.saying(ok("[]"))) {
      api(docker.port(), EngineApi.Limits.USUAL).containers(query);
      String path = docker.requests().getFirst().split(" ", 3)[1];
      assertThat(path).startsWith("/containers/json?all=0&size=1&filters=%7B");
      assertThat(
              new JsonMapper()
                  .readTree(
                      URLDecoder.decode(path.split("filters=", 2)[1], StandardCharsets.UTF_8)))
          .isEqualTo(
              new JsonMapper()
                  .readTree(
                      "{\"label\":{\"a=b c\":true,\"d\":true},\"status\":{\"exited\":true}}"));
    }
  }

  @Test
  void readsImagesOneForEachTag() throws Exception {
    String list =
        """
        [{"Id":"sha256:ab","RepoTags":["r:5000/app:1","app:2"],"Created":1763949600,"Size":1048576,
          "RepoDigests":["app@sha256:ef"]},
         {"Id":"sha256:cd","RepoTags":null,"Created":1763949600,"Size":1},
         {"Id":"sha256:12","RepoTags":["<none>:<none>"],"RepoDigests":["<none>@<none>"]},
         {"Id":"sha256:34","RepoTags":[],"RepoDigests":["web@sha256:56"]}]
        """;
    Instant created = Instant.parse("2025-11-24T02:00:00Z");
    try (FakeApi docker = FakeApi.saying(ok(list))) {
      assertThat(api(docker.port(), EngineApi.Limits.USUAL).images(SOME))
          .containsExactly(
              new Image("r:5000/app", "1", "<none>", "sha256:ab", created, 1048576),
              new Image("app", "2", "sha256:ef", "sha256:ab", created, 1048576),
              new Image("<none>", "<none>", "<none>", "sha256:cd", created, 1),
              new Image("<none>", "<none>", "<none>", "sha256:12", Instant.EPOCH, 0),
              new Image("web", "<none>", "sha256:56", "sha256:34", Instant.EPOCH, 0));
    }
  }

  @Test
  void readsHowTheEngineIs() throws Exception {
    String info =
        """
        {"ServerVersion":"26.1.5","ContainersRunning":2,"ContainersPaused":1,"ContainersStopped":3,
         "Images":4,"LiveRestoreEnabled":true}
        """;
    try (FakeApi docker = FakeApi.serving(Map.of("/info", info))) {
      assertThat(api(docker.port(), EngineApi.Limits.USUAL).info())
          .isEqualTo(new EngineInfo("26.1.5", 2, 1, 3, 4, true));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          # up to API 1.51, and what it does not know is -1
          1111 | {"LayersSize":1000,"Containers":[{"SizeRw":100},{"SizeRootFs":7}],"Volumes":[{"UsageData":{"Size":10}},{"UsageData":{"Size":-1}}],"BuildCache":[{"Size":1},{"Size":5,"Shared":true}]}
          0    | {"LayersSize":0,"Containers":null,"Volumes":null,"BuildCache":null}
          # from API 1.52
          1111 | {"ImageUsage":{"TotalSize":1000},"ContainerUsage":{"TotalSize":100},"VolumeUsage":{"TotalSize":10},"BuildCacheUsage":{"TotalSize":1}}
          """)
  void addsUpWhatIsOnTheDisk(long bytes, String usage) throws Exception {
    try (FakeApi docker = FakeApi.serving(Map.of("/system/df", usage))) {
      assertThat(api(docker.port(), EngineApi.Limits.USUAL).diskUsage()).isEqualTo(bytes);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "nonsense", "", "[", "{\"message\":\"hi\"}", "[7]", "[{}]", "[{\"Id\":7}]"})
  void aListThatIsNoneIsNotDocker(String body) throws IOException {
    try (FakeApi peer = FakeApi.saying(ok(body))) {
      EngineApi api = api(peer.port(), EngineApi.Limits.USUAL);
      ApiException e = catchThrowableOfType(ApiException.class, () -> api.containers(ALL));
      assertThat(e.problem().code()).isEqualTo(ProblemCode.API_NOT_DOCKER);
    }
  }

  private static FakeApi engine(String address) throws IOException {
    return new FakeApi(
        address,
        (path, out) ->
            out.write(
                ok(path.equals("/_ping")
                        ? "OK"
                        : "{\"Version\":\"26.1.5\",\"ApiVersion\":\"1.45\",\"MinAPIVersion\":\"1.24\"}")
                    .getBytes(StandardCharsets.US_ASCII)));
  }

  private static EngineApi api(int port, EngineApi.Limits limits) {
    return EngineApi.tcp("127.0.0.1", port, limits);
  }

  private static ProblemCode codeOf(EngineApi api) {
    return problem(api).code();
  }

  private static Problem problem(EngineApi api) {
    return catchThrowableOfType(ApiException.class, api::ping).problem();
  }

  private static void await(CountDownLatch latch, long millis) {
    try {
      boolean _ = latch.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
