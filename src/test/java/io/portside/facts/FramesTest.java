package io.portside.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a hostile or broken host may answer. */
class FramesTest {
  private static final String HEAD = "@portside 1\n1\n";
  private static final String END = "@end 0\n\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@a 5\nabc\n",
        "@a 2\nabc\n",
        "@a 0\nabc\n",
        "@a -1\nabc\n",
        "@a +3\nabc\n",
        "@a 99999999\nabc\n",
        "@a 2147483647\nabc\n",
        "@a 9223372036854775807\nabc\n",
        "@a 99999999999999999999999999\nabc\n",
        "@a 0x3\nabc\n",
        "@a ３\nabc\n",
        "@a\nabc\n",
        "@ 3\nabc",
        "a 3\nabc\n",
        "@a 3abc\n",
        "\n"
      })
  void aFrameThatLiesEndsTheReading(String frame) {
    assertThat(Frames.parse(HEAD + frame + END)).isEmpty();
    assertThat(Frames.parseBroken(HEAD + frame + END).all())
        .extracting(Frames.Frame::key)
        .doesNotContain("end");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "@", "@portside", "@portside 2\n10\n", "@end 0\n\n", "Last login: x\n"})
  void whatIsNoAnswerIsNone(String output) {
    assertThat(Frames.parse(output)).isEmpty();
    assertThat(Frames.parseBroken(output).all()).isEmpty();
  }

  @Test
  void aValueMayHoldFrames() {
    String value = "@uid 1\n0\n@end 0\n\n";
    Frames frames = Frames.parse(HEAD + "@log 17\n" + value + "\n" + END).orElseThrow();
    assertThat(frames.first("log")).contains(value);
    assertThat(frames.first("uid")).isEmpty();
  }

  @Test
  void theFirstOfTwoCounts() {
    Frames frames = Frames.parse(HEAD + "@uid 1\n0\n@uid 4\n1000\n" + END).orElseThrow();
    assertThat(frames.first("uid")).contains("0");
    assertThat(frames.all()).hasSize(4);
  }

  @Test
  void whatIsBehindTheEndIsNotRead() {
    Frames frames = Frames.parse(HEAD + END + "logout\n").orElseThrow();
    assertThat(frames.first("end")).contains("");
  }

  @Test
  void lengthsCountBytes() {
    String bytes = new String("ä€".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    assertThat(Frames.parse(HEAD + "@a 5\n" + bytes + "\n" + END).orElseThrow().first("a"))
        .contains("ä€");
  }

  @Test
  void junkNeitherThrowsNorPassesForFacts() {
    Random random = new Random(2375);
    String good = RecordedProbe.of("sysvinit").output();
    for (int i = 0; i < 2000; i++) {
      StringBuilder junk = new StringBuilder(good);
      for (int n = 0; n < 1 + random.nextInt(20); n++) {
        junk.setCharAt(random.nextInt(junk.length()), (char) random.nextInt(256));
      }
      Frames.parseBroken(junk.toString());
      FactsParser.parse(junk.toString()).ifPresent(f -> assertThat(f.files()).isNotNull());
    }
  }

  @Test
  void moreFramesThanAnyScriptSendsAreNotRead() {
    String many = "@portside 1\n1\n" + "@ 0\n\n".repeat(Frames.LIMIT) + "@end 0\n\n";
    assertThat(Frames.parse(many)).isEmpty();
    assertThat(Frames.parseBroken(many).all()).hasSize(Frames.LIMIT);
  }
}
