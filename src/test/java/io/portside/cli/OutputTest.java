package io.portside.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class OutputTest {
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
