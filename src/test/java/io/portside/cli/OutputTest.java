package io.portside.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class OutputTest {
  @Test
  void aDefectExitsWith70() {
    var said = new ByteArrayOutputStream();
    PrintStream broken =
        new PrintStream(PrintStream.nullOutputStream()) {
          @Override
          public void print(String text) {
            throw new IllegalStateException("out of order");
          }
        };

    int code =
        Main.run(
            new String[] {"inventory", "-i", "web1,"}, broken, new PrintStream(said, true, UTF_8));

    assertThat(code).isEqualTo(70);
    assertThat(said.toString(UTF_8)).contains("a defect of Portside", "out of order");
  }

  @Test
  void aDefectCannotSpeakToTheTerminal() {
    var bytes = new ByteArrayOutputStream();
    PrintStream err = new PrintStream(bytes, true, UTF_8);
    new Output(err, err)
        .defect(
            new IllegalStateException(
                "\u001b]0;owned\u0007\u001b[2Jsaid", new RuntimeException("\u202ewhy")));
    assertThat(bytes.toString(UTF_8))
        .startsWith("java.lang.IllegalStateException: said\n\tat ")
        .contains("Caused by: java.lang.RuntimeException: why\n")
        .doesNotContain("\u001b", "\u0007", "\u202e");
  }
}
