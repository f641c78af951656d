package io.portside.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.portside.problem.InputException;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each directory below {@code inventory-problems} holds an inventory that cannot be used, and in
 * {@code expected.txt} all that is said of it; {@code -Dexpected=write} writes it anew.
 */
class InventoryProblemsTest {
  private static final Path CASES = Path.of("src/test/resources/inventory-problems");

  private static final String MISCHIEF = "[]{}:#'\"\\\n\t &*!-=|>%@`,?<~x0\u00ff";

  @TempDir Path directory;

  static List<String> cases() throws IOException {
    try (Stream<Path> entries = Files.list(CASES)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void tellsEveryProblemWithItsPlaceAndMend(String name) throws IOException {
    Path directory = CASES.resolve(name);
    Path expected = directory.resolve("expected.txt");
    String source;
    try (Stream<Path> entries = Files.list(directory)) {
      source =
          entries
              .filter(Files::isRegularFile)
              .filter(file -> !file.endsWith("expected.txt"))
              .findFirst()
              .orElseThrow()
              .toString();
    }

    String told =
        problems(source).stream()
            .map(problem -> problem.code().id() + " " + problem + "\n")
            .collect(Collectors.joining())
            .replace(directory + "/", "");

    if ("write".equals(System.getProperty("expected"))) {
      Files.writeString(expected, told);
    }
    assertThat(told).isEqualTo(Files.readString(expected));
  }

  @Test
  void tellsOfMissingSources() {
    assertThat(problems("no-such-file.yml", "", directory.resolve("gone") + "/hosts"))
        .extracting(Problem::code)
        .containsExactly(
            ProblemCode.INVENTORY_MISSING,
            ProblemCode.INVENTORY_MISSING,
            ProblemCode.INVENTORY_MISSING);
  }

  @Test
  void refusesBinaryData() throws IOException {
    Path file = Files.write(directory.resolve("hosts"), new byte[] {1, 0, 2, (byte) 0xFF});

    assertThat(problems(file.toString()))
        .singleElement()
        .hasToString(file + ": binary data, not text — give a YAML or INI file in UTF-8");
  }

  @Test
  void namesTheLineThatIsNotUtf8() throws IOException {
    byte[] latin1 = "# caf\u00e9\n[web]\nw1 name=caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
    Path file = Files.write(directory.resolve("hosts"), latin1);

    assertThat(problems(file.toString()))
        .singleElement()
        .hasToString(file + ":3:1: this line is not UTF-8 — save the file as UTF-8");
  }

  @Test
  void showsWhatAFailedScriptSaid() throws IOException {
    Path script =
        Files.writeString(directory.resolve("hosts"), "#!/bin/sh\necho broke >&2; exit 3");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));

    assertThat(problems(script.toString()).getFirst().what())
        .contains("--list ended with status 3; it said: broke");
  }

  @Test
  void saysWhereAScriptsJsonIsBroken() throws IOException {
    Path script = Files.writeString(directory.resolve("hosts"), "#!/bin/sh\necho '{\"web\": [x]}'");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));

    assertThat(problems(script.toString()).getFirst().what()).contains("printed no valid JSON");
  }

  @Test
  void problemsOfAllSourcesComeTogether() throws IOException {
    Path one = Files.writeString(directory.resolve("one"), "[a\n");
    Path two = Files.writeString(directory.resolve("two"), "[b:vars]\nx=1\n");

    assertThat(problems(one.toString(), two.toString(), "gone"))
        .extracting(Problem::code)
        .containsExactly(
            ProblemCode.INVENTORY_MISSING,
            ProblemCode.INVENTORY_SYNTAX,
            ProblemCode.INVENTORY_GROUP_UNKNOWN);
  }

  static List<Arguments> tooLarge() {
    String one = "1,";
    return List.of(
        Arguments.of("hosts", "[web]\na[1:99999]\nb[1:99999]\n", ":3:1: more than 150000 hosts"),
        Arguments.of("groups", rows("[g%d]\n", 10_100), ":9999:1: more than 10000 groups"),
        Arguments.of(
            "deep", chain(200), ":301:1: groups nested more than 100 deep, down to 'g100'"),
        Arguments.of(
            "memberships",
            chain(99) + "[g99]\na[1:99000]\nb[1:9999]\n",
            ":300:1: more than 10000000 memberships of hosts in groups"),
        Arguments.of("lines", "\n".repeat(750_100), ":750001:1: more than 750000 lines"),
        Arguments.of(
            "values.yml",
            "all: {vars: {a: [\n" + (one.repeat(10) + "\n").repeat(Limits.VALUES / 10) + "]}}",
            ":" + (Limits.VALUES / 10 + 1) + ":3: more than " + Limits.VALUES + " values"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tooLarge")
  void whatIsTooLargeNamesTheLineThatPassesTheLimit(String name, String text, String told)
      throws IOException {
    Path file = Files.writeString(directory.resolve(name), text);

    assertThat(problems(file.toString()).toString()).contains(file + told);
  }

  private static String chain(int length) {
    return IntStream.range(0, length)
        .mapToObj(i -> "[g%d]\n[g%d:children]\ng%d\n".formatted(i, i, i + 1))
        .collect(Collectors.joining());
  }

  private static String rows(String row, int count) {
    return IntStream.rangeClosed(1, count).mapToObj(row::formatted).collect(Collectors.joining());
  }

  /** Another garbage at each run; {@code -Dseed=NUMBER} repeats one. */
  @Test
  void garbledInventoriesNeverEndInAnythingButLocatedProblems() throws IOException {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new Random(seed);
    for (Path original : seeds()) {
      byte[] bytes = Files.readAllBytes(original);
      Path file = directory.resolve(original.getFileName());
      for (int round = 0; round < 8; round++) {
        byte[] garbled = bytes.clone();
        for (int i = 0; i <= round % 5; i++) {
          garbled[random.nextInt(bytes.length)] =
              (byte) MISCHIEF.charAt(random.nextInt(MISCHIEF.length()));
        }
        Files.write(file, garbled);
        assertThatCode(() -> readOrRefuse(file))
            .as("-Dseed=%d, round %d of %s", seed, round, original)
            .doesNotThrowAnyException();
      }
    }
  }

  private static void readOrRefuse(Path file) {
    try {
      Inventory inventory = Inventory.load(List.of(file.toString()), Map.of());
      inventory.select(List.of());
      InventoryJson.list(inventory, inventory.match(List.of()));
    } catch (InputException e) {
      assertThat(e.problems()).isNotEmpty().allSatisfy(p -> assertThat(p.where()).isNotBlank());
    }
  }

  private static List<Path> seeds() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/test/resources/inventories"), 2)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !Files.isExecutable(file))
          .sorted()
          .toList();
    }
  }

  private static List<Problem> problems(String... sources) {
    return catchThrowableOfType(
            InputException.class, () -> Inventory.load(List.of(sources), Map.of()))
        .problems();
  }
}
