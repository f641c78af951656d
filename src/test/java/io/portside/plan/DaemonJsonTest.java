package io.portside.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DaemonJsonTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static DaemonJson json(String text) {
    return DaemonJson.readable(text).orElseThrow();
  }

  private static JsonNode value(String text) {
    try {
      return JSON.readTree(text);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void everyOtherByteStays() {
    String before =
        """
        {
            "log-opts":   { "max-size" : "10m" },
            "hosts": ["fd://"],
            "dns": [ "10.0.0.1",
                     "10.0.0.2" ],
            "shutdown-timeout": 1.50e1
        }
        """;
    String after =
        json(before)
            .with("hosts", value("[\"fd://\", \"tcp://0.0.0.0:2375\"]"))
            .with("tls", value("false"))
            .text();
    assertThat(after)
        .isEqualTo(
            before
                .replace("[\"fd://\"]", "[\"fd://\", \"tcp://0.0.0.0:2375\"]")
                .replace("1.50e1\n", "1.50e1,\n    \"tls\": false\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                          | {~  "a": 1~}~
          {"b":2}                     | {"b":2,~  "a": 1}~
          { "a" : 2, "b": "}" }       | { "a" : 1, "b": "}" }~
          {"a":{"x":[1,{"y":"]"}]}}   | {"a":1}~
          {"a":"text\\"with, quote"}   | {"a":1}~
          """)
  void setsAKey(String before, String after) {
    assertThat(json(before + "\n").with("a", value("1")).text())
        .isEqualTo(after.replace("~", "\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"a":1}              | {}
          {"a":1, "b":2}       | { "b":2}
          {"b":2, "a":1}       | {"b":2}
          {"b":2, "a":[1],"c":3} | {"b":2,"c":3}
          {"b":2}              | {"b":2}
          """)
  void removesAKey(String before, String after) {
    assertThat(json(before).without("a").text()).isEqualTo(after);
  }

  @Test
  void equalValuesLeaveTheTextAlone() {
    DaemonJson before = json("{\"hosts\":[ \"fd://\" ]}");
    assertThat(before.with("hosts", value("[\"fd://\"]"))).isSameAs(before);
  }

  @Test
  void keyAddedAndRemovedGivesTheSameBytes() {
    for (String text : new String[] {"{}\n", "{\n\t\"b\": 2\n}", "{\"b\":2}"}) {
      assertThat(json(text).with("a", value("1")).without("a").get("b"))
          .isEqualTo(json(text).get("b"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"a": 1,}             | 1 | 9
          {"a": 1~"b": 2}       | 2 | 1
          {"a": 1, "a": 2}      | 1 | 13
          []                    | 1 | 1
          {"a": 1} x            | 1 | 10
          """)
  void saysWhereItCannotBeRead(String text, int line, int column) {
    assertThat(DaemonJson.flaw(text.replace("~", "\n")))
        .hasValueSatisfying(
            flaw -> {
              assertThat(flaw.line()).isEqualTo(line);
              assertThat(flaw.column()).isEqualTo(column);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"a": 1,}                       | 1
          {'a': 1}                        | 1
          {"a": 1} # why                  | 1
          {"a": 1, // old: "a": 2,~}      | 1
          """)
  void repairsWhatItCanTell(String text, int a) {
    assertThat(DaemonJson.repair(text.replace("~", "\n")).orElseThrow().get("a").asInt())
        .isEqualTo(a);
  }

  @Test
  void doesNotGuess() {
    assertThat(DaemonJson.repair("{\"a\": 1 \"b\": 2}")).isEmpty();
    assertThat(DaemonJson.repair("\u0000\u0001")).isEmpty();
  }
}
