package io.portside.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class UntrustedTest {
  static Stream<Arguments> lines() {
    return Stream.of(
        arguments("plain text", "plain text"),
        arguments("\u001b[31mred\u001b[0m", "red"),
        arguments("\u001b]0;title\u0007shown", "shown"),
        arguments("\u001b]8;;http://x\u001b\\link\u001b]8;;\u001b\\", "link"),
        arguments("\u001bcreset", "reset"),
        arguments("a\rb\nc", "a b c"),
        arguments("bell\u0007 nul\u0000 del\u007f", "bell nul del"),
        arguments("c1\u009b31m", "c131m"),
        arguments("bidi\u202egnp.exe", "bidignp.exe"),
        arguments("two\u2028lines", "two lines"),
        arguments("lone\ud83d surrogate", "lone surrogate"),
        arguments("Grüße 你好 \uD83D\uDE00", "Grüße 你好 \uD83D\uDE00"));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void lineIsFitToBeShown(String said, String shown) {
    assertThat(Untrusted.line(said, 100)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({"abcdef,6,abcdef", "abcdefg,6,abcde…", "ab\uD83D\uDE00cdef,4,ab…"})
  void longTextIsCut(String said, int max, String shown) {
    assertThat(Untrusted.line(said, max)).isEqualTo(shown);
  }

  @Test
  void textKeepsLinesAndTabs() {
    assertThat(Untrusted.text("a\r\n\tb\u001b[2J\n", 100)).isEqualTo("a\n\tb\n");
  }
}
