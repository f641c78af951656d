package io.portside.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portside.problem.InputException;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.problem.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Function;

/**
 * Resolves {@code {{ name }}} in the values of one host: plain references, dotted or with a literal
 * default. Whatever else Jinja can do is refused by name, never passed on as text.
 */
final class References {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Map<String, Value> vars;
  private final Function<String, Optional<Value>> magic;
  private final Vault vault;
  private final SequencedSet<String> inProgress = new LinkedHashSet<>();
  private int count;
  private int written;

  /** Whether what is being put together holds a secret. */
  private boolean secret;

  private boolean undefined;

  /**
   * For one host.
   *
   * @param vars what may be referred to
   * @param magic what Ansible sets itself, which beats them
   */
  References(Map<String, Value> vars, Function<String, Optional<Value>> magic, Vault vault) {
    this.vars = vars;
    this.magic = magic;
    this.vault = vault;
  }

  /** False where resolving would change nothing. */
  static boolean mayBeIn(JsonNode node) {
    return node.isTextual() ? node.textValue().indexOf('{') >= 0 : node.isContainerNode();
  }

  /**
   * The variable's value without references, and decrypted. It is a secret where any part is.
   *
   * @throws InputException it refers to what does not exist, uses more of Jinja or cannot be
   *     decrypted; names the variable and the file
   */
  Value resolve(String name, Value value) {
    if (inProgress.isEmpty()) {
      count = 0;
      written = 0;
      undefined = false;
    }
    if (++count > Limits.REFERENCES || inProgress.size() >= Limits.REFERENCE_DEPTH) {
      throw fail(
          ProblemCode.VARIABLE_INVALID,
          name,
          value,
          "leads to too many references",
          "write one of the values out");
    }
    if (!inProgress.add(name)) {
      throw fail(
          ProblemCode.VARIABLE_INVALID,
          name,
          value,
          "refers to itself: " + String.join(" → ", inProgress) + " → " + name,
          "give one of them a value of its own");
    }
    boolean outer = secret;
    secret = value.secret();
    try {
      return new Value(resolve(name, value, value.node()), value.place(), secret);
    } finally {
      inProgress.remove(name);
      secret |= outer;
    }
  }

  /**
   * Whether the last one could not be resolved because something that it refers to is not there.
   */
  boolean undefined() {
    return undefined;
  }

  private JsonNode resolve(String name, Value value, JsonNode node) {
    Optional<String> vaulted = Marked.vaultText(node);
    if (vaulted.isPresent()) {
      secret = true; // as in Ansible, braces mean nothing in it
      return JSON.textNode(
          vault.openText(vaulted.get(), value.origin(), "the variable '" + name + "'"));
    }
    Optional<String> unsafe = Marked.unsafeText(node);
    if (unsafe.isPresent()) {
      return JSON.textNode(unsafe.get());
    }
    return switch (node) {
      case ObjectNode object -> {
        ObjectNode copy = JSON.objectNode();
        object
            .properties()
            .forEach(entry -> copy.set(entry.getKey(), resolve(name, value, entry.getValue())));
        yield copy;
      }
      case ArrayNode array -> {
        ArrayNode copy = JSON.arrayNode();
        array.forEach(item -> copy.add(resolve(name, value, item)));
        yield copy;
      }
      default -> node.isTextual() ? text(name, value, node.textValue()) : node;
    };
  }

  private JsonNode text(String name, Value value, String text) {
    if (text.contains("{%") || text.contains("{#")) {
      throw tooMuch(name, value, text);
    }
    List<JsonNode> parts = new ArrayList<>();
    int from = 0;
    for (int open = text.indexOf("{{"); open >= 0; open = text.indexOf("{{", from)) {
      int close = text.indexOf("}}", open);
      Optional<Reference> reference =
          close < 0 ? Optional.empty() : Reference.parse(text.substring(open + 2, close));
      if (open > from) {
        parts.add(JSON.textNode(text.substring(from, open)));
      }
      parts.add(referred(name, value, reference.orElseThrow(() -> tooMuch(name, value, text))));
      from = close + 2;
    }
    if (parts.isEmpty()) {
      return JSON.textNode(text);
    }
    if (from < text.length()) {
      parts.add(JSON.textNode(text.substring(from)));
    }
    JsonNode result = parts.size() == 1 ? parts.getFirst() : join(name, value, parts);
    return result.isTextual() ? literal(result.textValue()) : result;
  }

  private JsonNode referred(String name, Value value, Reference reference) {
    Value found = magic.apply(reference.name()).orElse(vars.get(reference.name()));
    Optional<JsonNode> node =
        found == null ? Optional.empty() : reference.walk(resolve(reference.name(), found).node());
    return node.filter(result -> !(reference.defaultForEmpty() && Reference.isFalsy(result)))
        .or(reference::otherwise)
        .orElseThrow(() -> notThere(name, value, reference));
  }

  private InputException notThere(String name, Value value, Reference reference) {
    undefined = true;
    return fail(
        ProblemCode.VARIABLE_INVALID,
        name,
        value,
        "refers to '" + reference + "', which this host does not have",
        Suggestion.hint(
            reference.name(),
            vars.keySet(),
            "set it, or write {{ " + reference + " | default('…') }}"));
  }

  private JsonNode join(String name, Value value, List<JsonNode> parts) {
    var text = new StringBuilder();
    for (JsonNode part : parts) {
      if (part.isContainerNode()) {
        throw fail(
            ProblemCode.INVENTORY_UNSUPPORTED,
            name,
            value,
            "puts a list or dictionary inside text",
            "refer to one of its elements");
      }
      String piece =
          part.isNull()
              ? ""
              : part.isBoolean() ? (part.booleanValue() ? "True" : "False") : part.asText();
      text.append(piece);
      written += piece.length();
      if (written > Limits.REFERENCE_TEXT) {
        throw fail(
            ProblemCode.VARIABLE_INVALID,
            name,
            value,
            "becomes longer than " + Limits.REFERENCE_TEXT + " characters",
            "write one of the values out");
      }
    }
    return JSON.textNode(text.toString());
  }

  /** Ansible turns text that a reference made back into lists, dictionaries and booleans. */
  private static JsonNode literal(String text) {
    boolean candidate =
        text.startsWith("[") || text.startsWith("{") || text.equals("True") || text.equals("False");
    return candidate ? PythonLiteral.parse(text).orElse(JSON.textNode(text)) : JSON.textNode(text);
  }

  private InputException tooMuch(String name, Value value, String text) {
    return fail(
        ProblemCode.INVENTORY_UNSUPPORTED,
        name,
        value,
        "uses more of Jinja than a plain reference"
            + (secret || name.contains("pass")
                ? ""
                : ": " + text.strip().lines().findFirst().orElse("")),
        "use {{ name }}, {{ name.key }} or {{ name | default('x') }}, or write the value out");
  }

  private InputException fail(
      ProblemCode code, String name, Value value, String what, String hint) {
    return new InputException(
        new Problem(code, value.origin(), "the variable '" + name + "' " + what, hint));
  }
}
