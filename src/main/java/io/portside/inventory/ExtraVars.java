package io.portside.inventory;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.portside.problem.InputException;
import io.portside.problem.ProblemCode;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code -e} takes: {@code k=v [k=v …]}, a YAML or JSON dictionary, or {@code @file}. */
public final class ExtraVars {
  private static final String ORIGIN = "-e";

  private ExtraVars() {}

  /**
   * The variables of all options; later ones win. Values of {@code k=v} are text, as in Ansible.
   *
   * @throws InputException with everything that cannot be read
   */
  public static Map<String, Value> parse(List<String> options) {
    var problems = new Problems();
    Map<String, Value> vars = new LinkedHashMap<>();
    for (String option : options) {
      try {
        vars.putAll(parse(option, problems));
      } catch (InputException e) {
        problems.error(e);
      }
    }
    problems.throwIfAny();
    return vars;
  }

  private static Map<String, Value> parse(String option, Problems problems) {
    String text = option.strip();
    if (text.startsWith("@")) {
      try {
        return VarsFile.read(HomePath.expand(text.substring(1)), problems);
      } catch (InvalidPathException e) {
        problems.error(ProblemCode.INVENTORY_MISSING, option, e.getReason(), "check the path");
        return Map.of();
      }
    }
    if (text.startsWith("{") || text.startsWith("[")) {
      Map<String, Value> vars = new LinkedHashMap<>();
      VarsFile.variables(new SourceFile(ORIGIN, text), problems)
          .forEach((name, value) -> vars.put(name, new Value(value.node(), ORIGIN)));
      return vars;
    }
    if (text.startsWith("/") || text.startsWith(".")) {
      bad(problems, option, "a file needs '@' before its name: @" + text);
      return Map.of();
    }
    return pairs(text, problems);
  }

  private static Map<String, Value> pairs(String text, Problems problems) {
    Map<String, Value> vars = new LinkedHashMap<>();
    for (String word : words(text)) {
      int equals = word.indexOf('=');
      Optional<String> value =
          equals < 1
              ? Optional.empty()
              : PythonString.unescape(word.substring(equals + 1)).flatMap(ExtraVars::unquote);
      if (value.isEmpty()) {
        bad(problems, word, "write name=value, and quote values with blanks: name='a b'");
      } else {
        vars.put(
            word.substring(0, equals).strip(),
            new Value(JsonNodeFactory.instance.textNode(value.get()), ORIGIN));
      }
    }
    return vars;
  }

  /** Blanks inside quotes or braces do not separate; quotes stay. */
  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    var word = new StringBuilder();
    char quote = 0;
    int braces = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean escaped = i > 0 && text.charAt(i - 1) == '\\';
      if (quote != 0) {
        quote = c == quote && !escaped ? 0 : quote;
      } else if ((c == '"' || c == '\'') && !escaped) {
        quote = c;
      } else if (text.startsWith("{{", i)) {
        braces++;
      } else if (text.startsWith("}}", i)) {
        braces--;
      } else if (Character.isWhitespace(c) && braces <= 0) {
        words.add(word.toString());
        word.setLength(0);
        continue;
      }
      word.append(c);
    }
    words.add(word.toString());
    return words.stream().filter(w -> !w.isEmpty()).toList();
  }

  /** Quotes around the whole go; a quote that is not closed is a slip. */
  private static Optional<String> unquote(String value) {
    String text = value.strip();
    boolean opens = text.startsWith("'") || text.startsWith("\"");
    if (!opens) {
      return Optional.of(text);
    }
    boolean closes = text.length() > 1 && text.charAt(text.length() - 1) == text.charAt(0);
    return closes ? Optional.of(text.substring(1, text.length() - 1)) : Optional.empty();
  }

  private static void bad(Problems problems, String option, String hint) {
    problems.error(ProblemCode.BAD_OPTION, ORIGIN, "'" + option + "' sets no variable", hint);
  }
}
