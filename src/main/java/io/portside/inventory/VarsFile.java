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
   * Its variables; none where it is empty.
   *
   * @throws InputException it cannot be read or is not a dictionary
   */
  static Map<String, Value> read(Path file, Problems problems) {
    SourceFile source = SourceFile.read(file);
    InventoryFormat.refuseVault(source);
    return variables(source, problems);
  }

  static Map<String, Value> variables(SourceFile source, Problems problems) {
    Optional<Tree> tree = TreeReader.read(source, problems);
    Map<String, Value> vars = new LinkedHashMap<>();
    if (tree.isPresent() && tree.get() instanceof Tree.Entries entries) {
      entries
          .entries()
          .forEach(
              (name, entry) ->
                  vars.put(name, new Value(entry.value().json(), source.origin(entry.at()))));
    } else if (tree.isPresent() && !tree.get().isFalsy()) {
      throw source.syntaxError(
          tree.get().at(),
          "variables must be a dictionary, not " + tree.get().kind(),
          "write 'name: value' lines");
    }
    return vars;
  }
}
