package io.portside.report;

import io.portside.problem.InputException;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.problem.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The part of Go's templates that {@code docker ps --format} is used with: fields, one by one. */
final class RowTemplate {
  private static final Pattern ACTION = Pattern.compile("\\{\\{(.*?)}}");
  private static final Pattern FIELD =
      Pattern.compile("\\s*(?<json>json\\s+)?\\.(?<name>\\w*)\\s*");
  private static final Pattern LABEL =
      Pattern.compile("\\s*(?<json>json\\s+)?\\.Label\\s+(?:\"(?<a>[^\"]*)\"|`(?<b>[^`]*)`)\\s*");

  private sealed interface Part {
    /** Text of the template's own. */
    record Text(String text) implements Part {}

    record Field(String name, boolean json) implements Part {}

    record Label(String key, boolean json) implements Part {}

    /** All fields as an object. */
    record Whole() implements Part {}
  }

  private final List<Part> parts;

  private RowTemplate(List<Part> parts) {
    this.parts = parts;
  }

  static RowTemplate parse(String text, RowKind kind) {
    String format = text.replace("\\t", "\t").replace("\\n", "\n");
    List<Part> parts = new ArrayList<>();
    int at = 0;
    for (Matcher action = ACTION.matcher(format); action.find(); at = action.end()) {
      parts.add(new Part.Text(format.substring(at, action.start())));
      parts.add(part(action.group(1), kind));
    }
    String rest = format.substring(at);
    if (rest.contains("{{")) {
      throw bad("'" + rest + "' has no end", "close what {{ opens with }}");
    }
    parts.add(new Part.Text(rest));
    return new RowTemplate(List.copyOf(parts));
  }

  private static Part part(String action, RowKind kind) {
    Matcher label = LABEL.matcher(action);
    if (kind.labelled() && label.matches()) {
      String key = label.group("a") != null ? label.group("a") : label.group("b");
      return new Part.Label(key, label.group("json") != null);
    }
    Matcher field = FIELD.matcher(action);
    if (field.matches()) {
      String name = field.group("name");
      boolean json = field.group("json") != null;
      if (name.isEmpty() && json) {
        return new Part.Whole();
      } else if (kind.headers().containsKey(name)) {
        return new Part.Field(name, json);
      }
      throw bad(
          "there is no field ." + name,
          Suggestion.hint(
              name, kind.headers().keySet(), "the fields are " + RowFormat.names(kind.headers())));
    }
    throw bad(
        "'{{" + action + "}}' is more of Go's templates than is read here",
        "give {{.Field}} or {{json .Field}}"
            + (kind.labelled() ? ", {{.Label \"key\"}}" : "")
            + " or {{json .}}; the fields are "
            + RowFormat.names(kind.headers()));
  }

  boolean uses(String field) {
    return parts.stream()
        .anyMatch(part -> part instanceof Part.Field(var name, _) && name.equals(field));
  }

  /** The text for one row, its values cleaned; what is JSON needs that not. */
  String fill(Row row, UnaryOperator<String> cleaned) {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      switch (part) {
        case Part.Text(var own) -> text.append(own);
        case Part.Field(var name, var json) ->
            text.append(shown(row.fields().getOrDefault(name, ""), json, cleaned));
        case Part.Label(var key, var json) ->
            text.append(shown(row.labels().getOrDefault(key, ""), json, cleaned));
        case Part.Whole() -> text.append(Json.line(Json.object(row.fields())));
      }
    }
    return text.toString();
  }

  /** The headline: each field's own name, and a label's key. */
  String fillAll(Map<String, String> headers) {
    TreeMap<String, String> labels = new TreeMap<>();
    for (Part part : parts) {
      if (part instanceof Part.Label(var key, _)) {
        labels.put(key, key.substring(key.lastIndexOf('.') + 1).replaceAll("[-_]", " "));
      }
    }
    return fill(new Row(new TreeMap<>(headers), labels), UnaryOperator.identity());
  }

  private static String shown(String value, boolean json, UnaryOperator<String> cleaned) {
    return json ? Json.line(Json.text(value)) : cleaned.apply(value);
  }

  private static InputException bad(String what, String hint) {
    return new InputException(new Problem(ProblemCode.BAD_OPTION, "--format", what, hint));
  }
}
