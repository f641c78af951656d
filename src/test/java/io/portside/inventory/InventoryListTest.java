package io.portside.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each directory below {@code inventories} holds a case: {@code args} with one {@code -i} source a
 * line, and {@code expected.json}, what {@code ansible-inventory --list} says of them.
 */
class InventoryListTest {
  private static final Path CASES = Path.of("src/test/resources/inventories");
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  static List<String> cases() throws IOException {
    try (Stream<Path> entries = Files.list(CASES)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void listsWhatAnsibleLists(String name) throws IOException {
    JsonNode expected = JSON.readTree(CASES.resolve(name).resolve("expected.json").toFile());

    assertThat(ours(name).toPrettyString()).isEqualTo(sorted(expected).toPrettyString());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void expectationsAreThoseOfTheAnsibleInstalledHere(String name) throws Exception {
    assumeTrue(ansibleIsInstalled());
    Path directory = CASES.resolve(name);
    List<String> command = new ArrayList<>(List.of("ansible-inventory", "--list"));
    Files.readAllLines(directory.resolve("args")).forEach(s -> command.addAll(List.of("-i", s)));
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    JsonNode actual = JSON.readTree(process.getInputStream());
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();

    assertThat(sorted(actual).toPrettyString())
        .isEqualTo(
            sorted(JSON.readTree(directory.resolve("expected.json").toFile())).toPrettyString());
  }

  private static JsonNode ours(String name) throws IOException {
    Path directory = CASES.resolve(name);
    List<String> sources =
        Files.readAllLines(directory.resolve("args")).stream()
            .map(s -> s.contains(",") ? s : directory.resolve(s).toString())
            .toList();
    Inventory inventory = Inventory.load(sources, Map.of());
    return InventoryJson.list(inventory, inventory.match(List.of()));
  }

  private static JsonNode sorted(JsonNode node) throws IOException {
    return JSON.readTree(
        JSON.writer()
            .with(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .writeValueAsString(JSON.treeToValue(node, Object.class)));
  }

  private static boolean ansibleIsInstalled() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, "ansible-inventory")));
  }
}
