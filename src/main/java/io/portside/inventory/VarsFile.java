package io.portside.inventory;

import io.portside.problem.InputException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A YAML or JSON file that is one dictionary of variables. */
final class VarsFile {
  private VarsFile() {}

  /**
   * Its variables; none where it is empty, or where something is wrong with it, which is told.
   *
   * @throws InputException it cannot be read, or a vaulted one not be opened
   */
  static Map<String, Value> read(Path file, Problems problems, Vault vault) {
    return variables(SourceFile.read(file).opened(vault), problems);
  }

  static Map<String, Value> variables(SourceFile source, Problems problems) {
    Map<String, Value> vars = new LinkedHashMap<>();
    problems.reading(source, () -> read(source, problems, vars));
    return vars;
  }

  private static void read(SourceFile source, Problems problems, Map<String, Value> into) {
    Optional<Tree> tree = TreeReader.read(source, problems);
    if (tree.isPresent() && tree.get() instanceof Tree.Entries entries) {
      entries
          .entries()
          .forEach(
              (name, entry) ->
                  into.put(
                      name,
                      new Value(entry.value().json(), source.origin(entry.at()), source.secret())));
    } else if (tree.isPresent() && !tree.get().isFalsy()) {
      throw source.syntaxError(
          tree.get().at(),
          "variables must be a dictionary, not " + tree.get().kind(),
          "write 'name: value' lines");
    }
  }
}
