package io.portside.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import io.portside.problem.InputException;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Executable inventories ({@code ansible.builtin.script}): {@code --list} prints {@code {group:
 * [hosts] | {hosts, vars, children}}}, host variables under {@code _meta.hostvars}; only without
 * {@code _meta} is {@code --host NAME} asked for each host.
 */
final class ScriptInventory {
  private final Path path;
  private final Origin origin;
  private final Declarations declared;
  private final Set<String> hosts = new LinkedHashSet<>();

  ScriptInventory(Path path, Declarations declared) {
    this.path = path;
    this.origin = new Origin(path.toString());
    this.declared = declared;
  }

  void read() {
    Tree.Entries list = run("--list");
    Optional<Tree> meta = Optional.empty();
    for (var entry : list.entries().entrySet()) {
      if (entry.getKey().equals("_meta")) {
        meta = member(entry.getValue().value(), "hostvars");
      } else {
        group(entry.getKey(), entry.getValue().value());
      }
    }
    for (String host : hosts) {
      Optional<Tree> vars =
          meta.isPresent() ? member(meta.get(), host) : Optional.of(run("--host", host));
      vars.ifPresent(tree -> hostVars(host, tree));
    }
  }

  private void group(String name, Tree tree) {
    Group group = declared.group(name, origin);
    if (!(tree instanceof Tree.Entries data)) {
      hosts(group, tree);
      return;
    }
    Map<String, Tree.Entry> parts = data.entries();
    if (!parts.containsKey("hosts")
        && !parts.containsKey("vars")
        && !parts.containsKey("children")) {
      // The oldest form: the group is itself a host, with these variables.
      host(group, name);
      setVars(group, data);
      return;
    }
    member(data, "hosts").ifPresent(list -> hosts(group, list));
    member(data, "vars").ifPresent(vars -> setVars(group, vars));
    if (member(data, "children").orElse(data) instanceof Tree.Items children) {
      for (Tree child : children.items()) {
        declared.addChild(group, declared.group(child.json().asText(), origin), path.toString());
      }
    }
  }

  private void hosts(Group group, Tree list) {
    if (!(list instanceof Tree.Items items)) {
      throw fail("the hosts of group '" + group + "' are " + list.kind() + ", not a list", "");
    }
    items.items().forEach(item -> host(group, item.json().asText()));
  }

  private void host(Group group, String name) {
    if (name.length() > Limits.NAME_LENGTH) {
      throw fail("a host name has more than " + Limits.NAME_LENGTH + " characters", "");
    }
    hosts.add(name);
    var one = new HostRange(List.of(name), Optional.empty());
    declared.addHosts(one, group, path.toString(), origin);
  }

  private void setVars(Group group, Tree vars) {
    if (!(vars instanceof Tree.Entries entries)) {
      throw fail("the vars of group '" + group + "' are " + vars.kind(), "");
    }
    entries
        .entries()
        .forEach((key, entry) -> declared.setVar(group, key, value(entry.value().json())));
  }

  private void hostVars(String name, Tree vars) {
    DeclaredHost host = declared.hosts().get(name);
    if (host == null || !(vars instanceof Tree.Entries entries)) {
      throw fail("the variables of host '" + name + "' are " + vars.kind(), "");
    }
    entries
        .entries()
        .forEach((key, entry) -> declared.setVar(host, key, value(entry.value().json())));
  }

  private Tree.Entries run(String... arguments) {
    String call = path + " " + String.join(" ", arguments);
    ScriptRun.Output output;
    try {
      output = ScriptRun.run(path, Duration.ofSeconds(Limits.SCRIPT_SECONDS), arguments);
    } catch (IOException e) {
      throw fail(call + " cannot be run: " + e.getMessage(), "");
    }
    if (output.exitStatus() != 0) {
      throw fail(call + " ended with status " + output.exitStatus(), output.stderr());
    }
    String text = output.stdout();
    if (text.isBlank() && arguments.length > 1) {
      return Tree.entries(Position.START, Map.of());
    }
    try {
      if (JsonTree.parse(text) instanceof Tree.Entries entries
          && entries.extent().values() <= Limits.VALUES) {
        return entries;
      }
    } catch (IOException e) {
      throw fail(
          call + " printed no valid JSON: " + firstLine(String.valueOf(e.getMessage())),
          output.stderr());
    }
    throw fail(call + " must print a JSON object", output.stderr());
  }

  private static Optional<Tree> member(Tree tree, String key) {
    return tree instanceof Tree.Entries entries
        ? Optional.ofNullable(entries.entries().get(key)).map(Tree.Entry::value)
        : Optional.empty();
  }

  private Value value(JsonNode node) {
    return new Value(node, origin, false);
  }

  private InputException fail(String what, String stderr) {
    String said = stderr.isBlank() ? "" : "; it said: " + stderr.strip();
    return new InputException(
        new Problem(
            ProblemCode.INVENTORY_SYNTAX,
            path.toString(),
            what + said,
            "run " + path + " --list by hand; without execute permission it is read as text"));
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("");
  }
}
