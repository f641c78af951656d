package io.portside.inventory;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory below {@code inventories}: {@code args} with one {@code -i} source, {@code -e
 * VARIABLES} or {@code --vault-password-file FILE} a line, {@code expected.json}, what {@code
 * ansible-inventory --list} says when it is started there, and the sources.
 */
record InventoryCase(Path directory) {
  private static final Path CASES = Path.of("src/test/resources/inventories");
  private static final String EXTRA_VARS = "-e ";
  private static final String PASSWORD = "--vault-password-file ";
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  static List<InventoryCase> all() throws IOException {
    try (Stream<Path> entries = Files.list(CASES)) {
      return entries.sorted().map(InventoryCase::new).toList();
    }
  }

  Path expectation() {
    return directory.resolve("expected.json");
  }

  /** What Portside makes of it. */
  JsonNode ours() throws IOException {
    List<String> sources = new ArrayList<>();
    List<String> extraVars = new ArrayList<>();
    List<Vault.Key> passwords = new ArrayList<>();
    for (String line : args()) {
      if (line.startsWith(PASSWORD)) {
        String file = directory.resolve(line.substring(PASSWORD.length())).toString();
        passwords.add(VaultPasswords.read(PASSWORD, Vault.DEFAULT_ID, file));
      } else if (line.startsWith(EXTRA_VARS)) {
        extraVars.add(
            line.substring(EXTRA_VARS.length()).replaceFirst("^@", "@" + directory + "/"));
      } else {
        sources.add(line.contains(",") ? line : directory.resolve(line).toString());
      }
    }
    var vault = new Vault(passwords);
    Inventory inventory =
        Inventory.load(sources, ExtraVars.parse(extraVars, vault), vault, directory);
    return InventoryJson.list(inventory, inventory.match(List.of()));
  }

  AnsibleOracle.Command command() throws IOException {
    List<String> words = new ArrayList<>(List.of("ansible-inventory", "--list"));
    for (String line : args()) {
      boolean option = line.startsWith("-");
      words.addAll(option ? List.of(line.split(" ", 2)) : List.of("-i", line));
    }
    return new AnsibleOracle.Command(directory, words);
  }

  /** Keys sorted, so that a difference shows as a difference of lines; lists keep their order. */
  static String sorted(String json) throws IOException {
    return JSON.writer()
        .with(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, SerializationFeature.INDENT_OUTPUT)
        .writeValueAsString(JSON.treeToValue(JSON.readTree(json), Object.class));
  }

  private List<String> args() throws IOException {
    return Files.readAllLines(directory.resolve("args"));
  }

  @Override
  public String toString() {
    return directory.getFileName().toString();
  }
}
