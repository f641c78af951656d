package io.portside.inventory;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.portside.problem.ProblemCode;
import io.portside.problem.Suggestion;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ansible's INI format ({@code ansible.builtin.ini}): sections {@code [group]}, {@code
 * [group:children]} and {@code [group:vars]}. Goes on after a bad line, so that all are told.
 */
final class IniInventory {
  private static final Pattern SECTION =
      Pattern.compile("\\[([^:\\]\\s]+)(?::(\\w+))?]\\s*(?:#.*)?", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern GROUP =
      Pattern.compile("([^:\\]\\s]+)\\s*(?:#.*)?", Pattern.UNICODE_CHARACTER_CLASS);
  private static final List<String> KINDS = List.of("hosts", "children", "vars");

  private static final String HOST_LINE =
      "write host, host:port or host[01:20], then name=value pairs";

  private final SourceFile source;
  private final Declarations declared;
  private final PendingGroups pending;

  /** Of variables: thousands of hosts have the same ones. */
  private final Map<String, String> names = new HashMap<>();

  private Group group;
  private String kind = "hosts";
  private int lineNumber;
  private Position at = Position.START;

  IniInventory(SourceFile source, Declarations declared) {
    this.source = source;
    this.declared = declared;
    this.pending = new PendingGroups(source, declared);
    this.group = declared.ungrouped();
  }

  void read() {
    PythonText.forEachLine(source.text(), this::read);
    pending.report();
  }

  private void read(String raw) {
    if (declared.problems().isFull()) {
      return;
    }
    lineNumber++;
    if (raw.isEmpty()) {
      return;
    }
    String line = PythonText.strip(raw);
    at = new Position(lineNumber, Math.max(0, raw.indexOf(line)) + 1);
    if (line.length() > Limits.LINE) {
      error("a line of more than " + Limits.LINE + " characters", "break it, or use YAML");
    } else if (!declared.problems().isFull()
        && !line.isEmpty()
        && line.charAt(0) != '#'
        && line.charAt(0) != ';') {
      line(line);
    }
  }

  private void line(String line) {
    if (line.charAt(0) == '[') {
      Matcher section = SECTION.matcher(line);
      if (section.matches()) {
        section(section.group(1), section.group(2) == null ? "hosts" : section.group(2));
        return;
      }
      if (line.endsWith("]")) {
        error(
            "'" + line + "' is no section",
            "write [group], [group:children] or [group:vars], without spaces");
        return;
      }
    }
    switch (kind) {
      case "children" -> child(line);
      case "vars" -> variable(line);
      case "hosts" -> hosts(line);
      default -> {
        // The lines of a section that is not known: one message, at its head, is enough.
      }
    }
  }

  private void section(String name, String newKind) {
    if (!KINDS.contains(newKind)) {
      error(
          "a section [" + name + ":" + newKind + "] is not known",
          Suggestion.hint(newKind, KINDS, "write [group], [group:children] or [group:vars]"));
      kind = "skipped";
      return;
    }
    kind = newKind;
    boolean known = declared.groups().containsKey(name);
    group = declared.group(name, source.origin(at));
    if (kind.equals("vars")) {
      if (!known) {
        pending.varsBeforeGroup(name, at);
      }
    } else {
      pending.declared(group);
    }
  }

  private void child(String line) {
    Matcher match = GROUP.matcher(line);
    if (!match.matches()) {
      error("'" + line + "' is no group name", "give one group per line, without variables");
      return;
    }
    Group child = declared.groups().get(match.group(1));
    if (child == null) {
      pending.childBeforeGroup(match.group(1), group, at);
    } else {
      declared.addChild(group, child, source.where(at));
    }
  }

  private void variable(String line) {
    int equals = line.indexOf('=');
    if (equals < 0) {
      error("'" + line + "' is no variable", "write name=value");
      return;
    }
    declared.setVar(
        group,
        PythonText.strip(line.substring(0, equals)),
        value(PythonText.strip(line.substring(equals + 1)), at));
  }

  private void hosts(String line) {
    try {
      List<ShellWords.Word> words = ShellWords.split(line, true);
      if (words.isEmpty() || words.getFirst().text().startsWith("---")) {
        error("'" + line + "' is no host", "start the line with a host name; '---' begins YAML");
        return;
      }
      HostRange range = HostRange.expand(words.getFirst().text());
      Map<String, Value> vars = pairs(words.subList(1, words.size()));
      for (DeclaredHost host : declared.addHosts(range, group, source.name(), source.origin(at))) {
        vars.forEach((key, value) -> declared.setVar(host, key, value));
      }
    } catch (ShellWords.SplitException e) {
      error(at(e.column()), e.getMessage() + ": " + line, HOST_LINE);
    } catch (HostRange.RangeException e) {
      boolean section = line.charAt(0) == '[';
      error(
          e.getMessage() + ": " + line,
          section ? "write [group], [group:children] or [group:vars]" : HOST_LINE);
    }
  }

  private Map<String, Value> pairs(List<ShellWords.Word> words) {
    Map<String, Value> vars = new LinkedHashMap<>();
    for (ShellWords.Word word : words) {
      Position place = at(word.column());
      int equals = word.text().indexOf('=');
      if (equals < 0) {
        error(
            place,
            "'" + word.text() + "' after the host name is no name=value pair",
            "write name=value without blanks around '=', and quote values with blanks");
      } else {
        String name = names.computeIfAbsent(word.text().substring(0, equals), own -> own);
        vars.put(name, value(word.text().substring(equals + 1), place));
      }
    }
    return vars;
  }

  private Value value(String text, Position place) {
    return new Value(
        PythonLiteral.parse(text).orElseGet(() -> JsonNodeFactory.instance.textNode(text)),
        source.origin(place),
        source.secret());
  }

  /** A column of the line without its blanks. */
  private Position at(int column) {
    return new Position(at.line(), at.column() + column - 1);
  }

  private void error(String what, String hint) {
    error(at, what, hint);
  }

  private void error(Position place, String what, String hint) {
    declared.problems().error(ProblemCode.INVENTORY_SYNTAX, source.where(place), what, hint);
  }
}
