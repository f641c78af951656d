package io.portside.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portside.lab.Lab;
import io.portside.lab.LabHost;
import io.portside.lab.LabImage;
import io.portside.lab.Lifetime;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What one does with the access, on Docker 20.10, 26.1 and 28.5: what Portside shows is what the
 * docker client shows of the same host.
 */
@TestInstance(Lifecycle.PER_CLASS)
class UseIT {
  private static final String CONTAINER_FIELDS =
      "{{.ID}}|{{.Image}}|{{.Command}}|{{.CreatedAt}}|{{.RunningFor}}|{{.Ports}}|{{.State}}|{{.Status}}|{{.Size}}|{{.Names}}|{{.Labels}}|{{.Label"
          + " \"team\"}}|{{.Mounts}}|{{.LocalVolumes}}|{{.Networks}}|{{json .Names}}";
  private static final String IMAGE_FIELDS =
      "{{.ID}}|{{.Repository}}|{{.Tag}}|{{.Digest}}|{{.CreatedSince}}|{{.CreatedAt}}|{{.Size}}";

  private final Lab lab =
      Lab.start(
          List.of(LabImage.BOOKWORM, LabImage.TRIXIE, LabImage.FORKY),
          Lifetime.THROW_AWAY,
          System.err::println);

  @TempDir Path dockerConfig;

  @BeforeAll
  void open() {
    for (LabHost host : lab.hosts()) {
      host.busybox("web", "no");
      new Inside(host)
          .sh(
              "docker create --name stopped -l team=shop -v data:/data -v"
                  + " /etc:/a-folder-of-the-host busybox /bin/busybox sh -c 'echo \"a b\"' &&"
                  + " docker run -d --name ports -p 8080-8081:8080-8081 -p 9000:80 -p"
                  + " 127.0.0.1:5353:53/udp --expose 7000-7002 busybox /bin/busybox sleep 100000 &&"
                  + " docker tag busybox registry.example:5000/team/app:1.2");
    }
    Portside apply = Portside.on(lab, "apply", "--allow-open");
    assertThat(apply.code()).as(apply.toString()).isZero();
  }

  @AfterAll
  void close() {
    lab.close();
  }

  private Portside offline(String command, String host, String... more) {
    List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
    arguments.addAll(List.of("-i", lab.inventory().toString(), "-l", host));
    arguments.addAll(List.of(more));
    return Portside.run(arguments.toArray(String[]::new));
  }

  /** Both at nearly the same time: "3 seconds ago" may be 4 for the second. */
  private void same(String host, String... arguments) {
    String command = arguments[0];
    String[] options = List.of(arguments).subList(1, arguments.length).toArray(String[]::new);
    await()
        .untilAsserted(
            () ->
                assertThat(offline(command, host, options).out().lines())
                    .containsExactlyElementsOf(
                        lines(DockerClient.docker(lab.host(host), arguments))));
  }

  /** Docker pads the last column of its tables. */
  private static List<String> lines(String said) {
    return said.lines().map(String::stripTrailing).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"web1", "web2", "web3"})
  void containersAreShownAsDockerShowsThem(String host) {
    same(host, "ps", "--format", CONTAINER_FIELDS);
    same(host, "ps", "-a", "--no-trunc", "--format", CONTAINER_FIELDS);
    same(
        host,
        "ps",
        "-a",
        "--format",
        "table {{.Names}}\t{{.Ports}}\t{{.RunningFor}}\t{{.Label \"team\"}}");
    same(
        host,
        "ps",
        "--filter",
        "status=created",
        "--filter",
        "label=team=shop",
        "--format",
        "{{.Names}}");
    same(host, "ps", "-a", "--filter", "name=nothing", "--format", "{{.Names}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"web1", "web2", "web3"})
  void imagesAreShownAsDockerShowsThem(String host) {
    same(host, "images", "--format", IMAGE_FIELDS);
    same(host, "images", "-a", "--no-trunc", "--format", IMAGE_FIELDS);
    same(
        host,
        "images",
        "--filter",
        "reference=registry.example:5000/team/*",
        "--format",
        IMAGE_FIELDS);
    same(host, "images", "--filter", "dangling=true", "--format", IMAGE_FIELDS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"web1", "web2", "web3"})
  void theTableIsDockersWithTheHostInFront(String host) {
    await()
        .untilAsserted(
            () ->
                assertThat(
                        offline("ps", host, "-a")
                            .out()
                            .lines()
                            .map(line -> line.substring("web1      ".length())))
                    .containsExactlyElementsOf(
                        lines(DockerClient.docker(lab.host(host), "ps", "-a"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"web1", "web2", "web3"})
  void jsonHasDockersKeysAndValues(String host) {
    ObjectNode ours = (ObjectNode) Portside.json(offline("ps", host, "--format", "json").out());
    JsonNode dockers = Portside.json(DockerClient.docker(lab.host(host), "ps", "--format", "json"));

    assertThat(ours.remove("Host").asText()).isEqualTo(host);
    for (String ticking : List.of("RunningFor", "Status")) {
      ours.remove(ticking);
    }
    ours.fieldNames()
        .forEachRemaining(key -> assertThat(ours.get(key)).as(key).isEqualTo(dockers.get(key)));
    assertThat(ours).hasSize(12);
  }

  @ParameterizedTest
  @ValueSource(strings = {"web1", "web2", "web3"})
  void statusIsWhatDockerSays(String name) {
    Portside status = Portside.on(lab, "status", "-l", name);

    assertThat(status.code()).as(status.toString()).isZero();
    engineIs("api", name, status);
    assertThat(status.host(name).path("exposure").asText()).isEqualTo("open");
    assertThat(status.host(name).path("drift").asText()).isEqualTo("no");
    assertThat(status.host(name).at("/api/answers").asBoolean()).isTrue();
  }

  /** Root reaches the socket through a forwarded channel, a sudoer by a script. */
  @ParameterizedTest
  @ValueSource(strings = {"root", "ops"})
  void whereTheApiIsForTheHostOnlyTheEngineIsAskedOverSsh(String user) {
    String loopback = "portside_listen=[\"tcp://127.0.0.1:2375\"]";
    Portside status =
        Portside.on(lab, "status", "-u", user, "-e", "ansible_user=" + user, "-e", json(loopback));

    for (LabHost host : lab.hosts()) {
      engineIs("ssh", host.name(), status);
      assertThat(status.host(host.name()).has("api")).isFalse();
      assertThat(status.host(host.name()).path("drift").asText()).isEqualTo("yes");
    }
  }

  private static String json(String assignment) {
    String[] parts = assignment.split("=", 2);
    return "{\"" + parts[0] + "\": " + parts[1] + "}";
  }

  private void engineIs(String via, String name, Portside status) {
    JsonNode engine = status.host(name).path("engine");
    LabHost host = lab.host(name);
    assertThat(engine.path("via").asText()).as(status.toString()).isEqualTo(via);
    assertThat(engine.path("version").asText())
        .isEqualTo(DockerClient.docker(host, "info", "-f", "{{.ServerVersion}}"));
    assertThat(engine.path("containers_running").asInt()).isEqualTo(2);
    assertThat(engine.path("containers_stopped").asInt()).isEqualTo(1);
    assertThat(engine.path("live_restore").asBoolean()).isFalse();
    assertThat(String.valueOf(engine.path("images").asInt()))
        .isEqualTo(DockerClient.docker(host, "info", "-f", "{{.Images}}"));
    assertThat(engine.path("disk_bytes").asLong()).isGreaterThan(1_000_000);
  }

  @Test
  void aStoppedEngineIsNotWoken() {
    Inside host = new Inside(lab.host("web1"));
    host.sh("systemctl stop docker.service");
    try {
      Portside status = Portside.on(lab, "status", "-l", "web1");

      assertThat(status.code()).as(status.toString()).isEqualTo(4);
      assertThat(status.host("web1").path("exposure").asText()).isEqualTo("none");
      assertThat(status.host("web1").has("engine")).isFalse();
      assertThat(host.is("systemctl is-active docker.service")).isFalse();
    } finally {
      host.sh("systemctl start docker.service && docker start web ports");
    }
  }

  @Test
  void contextsWorkWithTheRealClient() {
    Portside create = offline("context create", "all", "--docker-config", dockerConfig.toString());

    assertThat(create.code()).as(create.toString()).isZero();
    for (LabHost host : lab.hosts()) {
      assertThat(
              DockerClient.client(
                  List.of(
                      "--config",
                      dockerConfig.toString(),
                      "--context",
                      host.name(),
                      "ps",
                      "-q",
                      "--no-trunc",
                      "--filter",
                      "name=web")))
          .isEqualTo(host.running("web").id());
    }
    assertThat(context("update", "web1", "--description", "mine now")).isNotEmpty();
    assertThat(offline("context create", "all", "--docker-config", dockerConfig.toString()).out())
        .containsPattern("web1 +updated +tcp")
        .containsPattern("web2 +unchanged +tcp");
    Portside rm = offline("context rm", "all", "--docker-config", dockerConfig.toString());
    assertThat(rm.code()).as(rm.toString()).isZero();
    assertThat(context("ls", "-q")).isEqualTo("default");
  }

  private String context(String... arguments) {
    List<String> command = new ArrayList<>(List.of("--config", dockerConfig.toString(), "context"));
    command.addAll(List.of(arguments));
    return DockerClient.client(command);
  }
}
