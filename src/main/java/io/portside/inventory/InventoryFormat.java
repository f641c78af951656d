package io.portside.inventory;

import io.portside.problem.InputException;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds a file's format by its content, in Ansible's order: script, YAML or JSON, INI. YAML only
 * where the name's extension allows it.
 */
final class InventoryFormat {
  private static final Set<String> YAML_EXTENSIONS = Set.of("", ".yml", ".yaml", ".json");
  private static final Pattern INI_SECTION = Pattern.compile("\\s*\\[[^\\]\\s,]+]\\s*(#.*)?");
  private static final Pattern YAML_KEY = Pattern.compile("---.*|[\\s-]*[^\\s=\\[#;]+:(\\s.*)?");

  /** A longer line tells nothing of the format, and the expressions take their time with it. */
  private static final int TELLING_LENGTH = 500;

  private InventoryFormat() {}

  /**
   * Reads a file into the declarations.
   *
   * @throws InputException it cannot be read at all
   */
  static void read(Path path, Declarations declared, Vault vault) {
    byte[] bytes = SourceFile.bytes(path);
    boolean script = bytes.length > 1 && bytes[0] == '#' && bytes[1] == '!';
    if (Files.isExecutable(path) && (script || isProgram(bytes))) {
      new ScriptInventory(path, declared).read();
      return;
    }
    SourceFile source = SourceFile.decode(path.toString(), bytes).opened(vault);
    declared.problems().reading(source, () -> read(path, source, declared));
  }

  private static void read(Path path, SourceFile source, Declarations declared) {
    refuseEmpty(source);
    if (!YAML_EXTENSIONS.contains(extension(path))) {
      ini(path, source, declared);
      return;
    }
    Optional<Tree> document;
    try {
      document = TreeReader.read(source, declared.problems());
    } catch (InputException e) {
      if (looksLikeYaml(path, source)) {
        throw e;
      }
      ini(path, source, declared);
      return;
    }
    if (document.isPresent() && document.get() instanceof Tree.Entries entries) {
      new YamlInventory(source, declared).read(entries);
    } else if (document.isPresent()
        && document.get() instanceof Tree.Items
        && looksLikeYaml(path, source)) {
      throw source.syntaxError(
          document.get().at(),
          "a list, not an inventory",
          "begin with a group: 'all:', then 'hosts:' below it");
    } else {
      ini(path, source, declared);
    }
  }

  /** An empty inventory is nearly always a slip; Ansible only warns. */
  private static void refuseEmpty(SourceFile source) {
    if (source.text().stripLeading().lines().allMatch(InventoryFormat::isNothing)) {
      throw source.syntaxError(
          Position.START, "the inventory is empty", "name a host, or remove this source");
    }
  }

  private static void ini(Path path, SourceFile source, Declarations declared) {
    if (extension(path).equals(".toml")) {
      throw unsupported(source, "TOML inventories are not supported", "write it as YAML or INI");
    }
    new IniInventory(source, declared).read();
  }

  private static boolean isNothing(String line) {
    String text = line.strip();
    return text.isEmpty()
        || text.startsWith("#")
        || text.startsWith(";")
        || text.equals("---")
        || text.equals("...");
  }

  /** Whose message helps when neither format fits. */
  private static boolean looksLikeYaml(Path path, SourceFile source) {
    return !anyLine(source, '[', INI_SECTION)
        && (!extension(path).isEmpty() || anyLine(source, ':', YAML_KEY));
  }

  /** The pattern needs the character, which is found sooner. */
  private static boolean anyLine(SourceFile source, char needed, Pattern pattern) {
    return source
        .text()
        .lines()
        .anyMatch(
            line ->
                line.length() <= TELLING_LENGTH
                    && line.indexOf(needed) >= 0
                    && pattern.matcher(line).matches());
  }

  private static InputException unsupported(SourceFile source, String what, String hint) {
    return new InputException(
        new Problem(ProblemCode.INVENTORY_UNSUPPORTED, source.name(), what, hint));
  }

  private static boolean isProgram(byte[] bytes) {
    for (byte b : bytes) {
      if (b == 0) {
        return true;
      }
    }
    return false;
  }

  private static String extension(Path path) {
    String name = path.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? "" : name.substring(dot);
  }
}
