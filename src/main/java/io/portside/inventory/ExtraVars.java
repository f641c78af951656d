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
  private ExtraVars() {}

  /** As {@link #parse(List, Vault)}, without a vault password. */
  public static Map<String, Value> parse(List<String> options) {
    return parse(options, Vault.CLOSED);
  }

  /**
   * The variables of all options; later ones win. Values of {@code k=v} are text, as in Ansible.
   *
   * @param vault opens vaulted files
   * @throws InputException with everything that cannot be read
   */
  public static Map<String, Value> parse(List<String> options, Vault vault) {
    var problems = new Problems();
    Map<String, Value> vars = new LinkedHashMap<>();
    for (int i = 0; i < options.size(); i++) {
      try {
        vars.putAll(parse(options.get(i), place(i, options.size()), vault, problems));
      } catch (InputException e) {
        problems.error(e);
      }
    }
    problems.throwIfAny();
    return vars;
  }

  /**
   * How a problem's place names one of the options: {@code -e}, of several {@code -e #2}.
   *
   * @param index from 0
   * @param count how many there are
   */
  public static String place(int index, int count) {
    return count == 1 ? "-e" : "-e #" + (index + 1);
  }

  private static Map<String, Value> parse(
      String option, String origin, Vault vault, Problems problems) {
    String text = option.strip();
    if (text.startsWith("@")) {
      try {
        return VarsFile.read(HomePath.expand(text.substring(1)), problems, vault);
      } catch (InvalidPathException e) {
        problems.error(ProblemCode.INVENTORY_MISSING, option, e.getReason(), "check the path");
        return Map.of();
      }
    }
    if (text.startsWith("{") || text.startsWith("[")) {
      return VarsFile.variables(new SourceFile(origin, option, false), problems);
    }
    if (text.startsWith("/") || text.startsWith(".")) {
      bad(problems, origin, option, "a file needs '@' before its name: @" + text);
      return Map.of();
    }
    return pairs(text, origin, problems);
  }

  private static Map<String, Value> pairs(String text, String origin, Problems problems) {
    Map<String, Value> vars = new LinkedHashMap<>();
    for (String word : words(text)) {
      int equals = word.indexOf('=');
      Optional<String> value =
          equals < 1
              ? Optional.empty()
              : PythonString.unescape(word.substring(equals + 1)).flatMap(ExtraVars::unquote);
      if (value.isEmpty()) {
        bad(problems, origin, word, "write name=value, and quote values with blanks: name='a b'");
      } else {
        vars.put(
            word.substring(0, equals).strip(),
            new Value(JsonNodeFactory.instance.textNode(value.get()), origin));
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

  private static void bad(Problems problems, String origin, String option, String hint) {
    problems.error(ProblemCode.BAD_OPTION, origin, "'" + option + "' sets no variable", hint);
  }
}
