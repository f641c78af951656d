package io.portside.context;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContextStoreTest {
  /** SHA-256 of {@code web1}. */
  private static final String WEB1 =
      "659a7fb2af476fae688d711213d91dc1550a37f0395a00a6f7bacb78ece3666b";

  private static final String FOREIGN =
      "{\"Name\":\"web1\",\"Metadata\":{},\"Endpoints\":{\"docker\":{\"Host\":\"tcp://a:1\"}}}";

  @TempDir Path directory;

  private ContextStore store() {
    return new ContextStore(directory);
  }

  private Path meta() throws IOException {
    try (Stream<Path> all = Files.walk(directory.resolve("contexts").resolve("meta"))) {
      return all.filter(file -> file.endsWith("meta.json")).findFirst().orElseThrow();
    }
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile).map(f -> "" + directory.relativize(f)).toList();
    }
  }

  private void foreign() throws IOException {
    store().create("web1", "tcp://10.0.0.1:2375", false);
    Files.writeString(meta(), FOREIGN);
  }

  @Test
  void writesWhatDockerItselfWrites() throws Exception {
    ContextChange change = store().create("web1", "tcp://10.0.0.1:2375", false);

    assertThat(change.kind()).isEqualTo(ContextChange.Kind.CREATED);
    assertThat(files()).containsExactly("contexts/meta/" + WEB1 + "/meta.json");
    assertThat(new JsonMapper().readTree(meta().toFile()))
        .isEqualTo(
            new JsonMapper()
                .readTree(
                    """
                    {"Name":"web1","Metadata":{"Description":"web1, by Portside","portside":true},
                     "Endpoints":{"docker":{"Host":"tcp://10.0.0.1:2375","SkipTLSVerify":false}}}
                    """));
  }

  @Test
  void touchesNothingTheSecondTime() throws Exception {
    store().create("web1", "tcp://10.0.0.1:2375", false);
    Object before = Files.readAttributes(meta(), "unix:ino").get("ino");

    assertThat(store().create("web1", "tcp://10.0.0.1:2375", false).kind())
        .isEqualTo(ContextChange.Kind.UNCHANGED);
    assertThat(Files.readAttributes(meta(), "unix:ino").get("ino")).isEqualTo(before);
  }

  @Test
  void bringsItsOwnUpToDate() throws Exception {
    store().create("web1", "tcp://10.0.0.1:2375", false);

    assertThat(store().create("web1", "tcp://10.0.0.9:2375", false).kind())
        .isEqualTo(ContextChange.Kind.UPDATED);
    assertThat(meta()).content().contains("tcp://10.0.0.9:2375");
    assertThat(files()).hasSize(1);
  }

  @Test
  void leavesThoseOfOthersAlone() throws Exception {
    foreign();

    ContextChange created = store().create("web1", "tcp://10.0.0.1:2375", false);
    ContextChange removed = store().remove("web1", false);

    assertThat(created.problem().orElseThrow().code().id()).isEqualTo("context-foreign");
    assertThat(removed.problem().orElseThrow().code().id()).isEqualTo("context-foreign");
    assertThat(meta()).hasContent(FOREIGN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[", "7", "{}"})
  void whatIsNoContextIsSomebodyElses(String text) throws Exception {
    store().create("web1", "tcp://10.0.0.1:2375", false);
    Files.writeString(meta(), text);

    assertThat(store().create("web1", "tcp://10.0.0.1:2375", false).kind())
        .isEqualTo(ContextChange.Kind.REFUSED);
    assertThat(meta()).hasContent(text);
  }

  @Test
  void replacesThoseOfOthersWhereThatIsAskedForAndSaysSo() throws Exception {
    foreign();

    assertThat(store().create("web1", "tcp://10.0.0.1:2375", true).kind())
        .isEqualTo(ContextChange.Kind.REPLACED);
    assertThat(meta()).content().contains("tcp://10.0.0.1:2375");
  }

  @Test
  void removesWithTheKeysThatDockerPutBesideIt() throws Exception {
    store().create("web1", "tcp://10.0.0.1:2375", false);
    Path keys = directory.resolve("contexts").resolve("tls").resolve(WEB1).resolve("docker");
    Files.createDirectories(keys);
    Files.writeString(keys.resolve("key.pem"), "key");

    assertThat(store().remove("web1", false).kind()).isEqualTo(ContextChange.Kind.REMOVED);
    assertThat(files()).isEmpty();
    assertThat(store().remove("web1", false).kind()).isEqualTo(ContextChange.Kind.ABSENT);
  }

  @Test
  void keepsTheOneThatDockerUsesNow() throws Exception {
    store().create("web1", "tcp://10.0.0.1:2375", false);
    Files.writeString(directory.resolve("config.json"), "{\"currentContext\":\"web1\"}");

    assertThat(store().remove("web1", true).problem().orElseThrow().code().id())
        .isEqualTo("context-in-use");
    assertThat(meta()).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "default", "../../x", "a b", "é1", "[::1]"})
  void refusesNamesThatDockerDoesNotTake(String name) throws Exception {
    assertThat(
            store().create(name, "tcp://10.0.0.1:2375", true).problem().orElseThrow().code().id())
        .isEqualTo("context-name-invalid");
    assertThat(files()).isEmpty();
  }

  @Test
  void saysWhatCannotBeWritten() throws Exception {
    Files.writeString(directory.resolve("contexts"), "a file in the way");

    assertThat(
            store()
                .create("web1", "tcp://10.0.0.1:2375", false)
                .problem()
                .orElseThrow()
                .code()
                .id())
        .isEqualTo("context-unwritable");
  }

  @Test
  void looksWhereDockerLooks() {
    assertThat(ContextStore.usual(Map.of("DOCKER_CONFIG", "/x", "HOME", "/home/ops")))
        .isEqualTo(Path.of("/x"));
    assertThat(ContextStore.usual(Map.of("HOME", "/home/ops")))
        .isEqualTo(Path.of("/home/ops/.docker"));
  }
}
