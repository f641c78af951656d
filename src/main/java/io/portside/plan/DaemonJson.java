package io.portside.plan;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A daemon.json as text, so that one key can be changed and every other byte stays: the other keys,
 * their order, their layout.
 */
public final class DaemonJson {
  private static final ObjectMapper STRICT =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  /** Takes what people write by mistake: comments, trailing commas, single quotes. */
  private static final ObjectMapper LENIENT =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS, JsonReadFeature.ALLOW_YAML_COMMENTS)
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA, JsonReadFeature.ALLOW_SINGLE_QUOTES)
          .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES, JsonReadFeature.ALLOW_MISSING_VALUES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final String text;
  private final ObjectNode root;

  private DaemonJson(String text, ObjectNode root) {
    this.text = text;
    this.root = root;
  }

  /**
   * Why a daemon.json cannot be read.
   *
   * @param line from 1
   * @param column from 1
   */
  public record Flaw(int line, int column, String what) {}

  /** Either the document or what is wrong with it. */
  public sealed interface Parsed {
    /** It can be read. */
    record Good(DaemonJson json) implements Parsed {}

    /** It cannot; dockerd cannot read it either. */
    record Bad(Flaw flaw) implements Parsed {}
  }

  /** Reads a file's text; empty text is an empty document, as dockerd has it. */
  public static Parsed parse(String text) {
    String body = text.isBlank() ? "{}\n" : text;
    try {
      JsonNode node = STRICT.readTree(body);
      return node instanceof ObjectNode object
          ? new Parsed.Good(new DaemonJson(body, object))
          : new Parsed.Bad(new Flaw(1, 1, "it is not an object in braces"));
    } catch (JsonProcessingException e) {
      return new Parsed.Bad(
          new Flaw(
              e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
              e.getLocation() == null ? 1 : e.getLocation().getColumnNr(),
              e.getOriginalMessage()));
    }
  }

  /** An empty document. */
  public static DaemonJson empty() {
    return new DaemonJson("{}\n", STRICT.createObjectNode());
  }

  /** What the text was most likely meant to be; empty where that cannot be told. */
  public static Optional<DaemonJson> repair(String text) {
    try {
      return LENIENT.readTree(text) instanceof ObjectNode object
          ? Optional.of(empty().with(object))
          : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** The document, where the text is one. */
  public static Optional<DaemonJson> readable(String text) {
    return switch (parse(text)) {
      case Parsed.Good(var json) -> Optional.of(json);
      case Parsed.Bad(_) -> Optional.empty();
    };
  }

  /** What keeps dockerd from reading the text, if anything does. */
  public static Optional<Flaw> flaw(String text) {
    return switch (parse(text)) {
      case Parsed.Good(_) -> Optional.empty();
      case Parsed.Bad(var flaw) -> Optional.of(flaw);
    };
  }

  /** A copy of all keys and values. */
  ObjectNode copy() {
    return root.deepCopy();
  }

  /** The file's text. */
  public String text() {
    return text;
  }

  /** The value of a key; a missing node where there is none. */
  public JsonNode get(String key) {
    return root.path(key);
  }

  /** Whether the key is there. */
  public boolean has(String key) {
    return root.has(key);
  }

  /** The same with these keys set; equal values leave their text alone. */
  public DaemonJson with(ObjectNode values) {
    DaemonJson json = this;
    for (Map.Entry<String, JsonNode> entry : values.properties()) {
      json = json.with(entry.getKey(), entry.getValue());
    }
    return json;
  }

  /** The same with one key set. */
  public DaemonJson with(String key, JsonNode value) {
    if (value.equals(get(key))) {
      return this;
    }
    List<Entry> entries = entries();
    for (Entry entry : entries) {
      if (entry.key().equals(key)) {
        return reparsed(
            text.substring(0, entry.valueFrom())
                + write(value, indent())
                + text.substring(entry.valueTo()));
      }
    }
    String line =
        "\n" + indent() + STRICT.getNodeFactory().textNode(key) + ": " + write(value, indent());
    if (entries.isEmpty()) {
      int brace = text.indexOf('{') + 1;
      return reparsed(
          text.substring(0, brace) + line + "\n" + text.substring(text.indexOf('}', brace)));
    }
    int end = entries.getLast().valueTo();
    return reparsed(text.substring(0, end) + "," + line + text.substring(end));
  }

  /** The same without a key. */
  public DaemonJson without(String key) {
    List<Entry> entries = entries();
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).key().equals(key)) {
        int from = i == 0 ? text.indexOf('{') + 1 : entries.get(i - 1).valueTo();
        int to = entries.get(i).valueTo();
        if (i == 0 && entries.size() > 1) {
          to = text.indexOf(',', to) + 1;
        }
        return reparsed(text.substring(0, from) + text.substring(to));
      }
    }
    return this;
  }

  private record Entry(String key, int valueFrom, int valueTo) {}

  private List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    try (JsonParser parser = new JsonFactory().createParser(text)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String key = parser.currentName();
        parser.nextToken();
        int from = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        parser.getText(); // a string is read to its end only when it is asked for
        entries.add(new Entry(key, from, (int) parser.currentLocation().getCharOffset()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the text was read before", e);
    }
    return entries;
  }

  private String indent() {
    return text.lines()
        .skip(1)
        .filter(l -> !l.isBlank() && Character.isWhitespace(l.charAt(0)))
        .findFirst()
        .map(l -> l.substring(0, l.length() - l.stripLeading().length()))
        .orElse("  ");
  }

  // Lists on one line as Docker's documentation has them, objects below each other.
  private static String write(JsonNode value, String indent) {
    if (value.isArray()) {
      List<String> all = new ArrayList<>();
      value.forEach(v -> all.add(write(v, indent)));
      return "[" + String.join(", ", all) + "]";
    }
    if (value.isObject() && !value.isEmpty()) {
      List<String> all = new ArrayList<>();
      value
          .properties()
          .forEach(
              e ->
                  all.add(
                      indent
                          + indent
                          + STRICT.getNodeFactory().textNode(e.getKey())
                          + ": "
                          + write(e.getValue(), indent).replace("\n", "\n" + indent)));
      return "{\n" + String.join(",\n", all) + "\n" + indent + "}";
    }
    return value.toString();
  }

  private static DaemonJson reparsed(String text) {
    return switch (parse(text)) {
      case Parsed.Good(var json) -> json;
      case Parsed.Bad(var flaw) -> throw new IllegalStateException("made bad JSON: " + flaw);
    };
  }
}
