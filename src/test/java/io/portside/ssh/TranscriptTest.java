package io.portside.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.portside.ssh.Transcript.Status;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TranscriptTest {
  private final Marks marks = Marks.fresh();
  private final Transcript transcript = new Transcript(marks);

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1000})
  void greetingOfTheLoginShellIsDroppedHoweverItArrives(int piece) throws Exception {
    String said = "Welcome\nto " + marks.ready() + "!\n" + marks.ready() + " 4711\nout\n\u00fc";
    send(transcript.stdout(), said, piece);
    assertThat(status().pid()).hasValue(4711);
    assertThat(transcript.output()).isEqualTo("out\n\u00fc");
  }

  @Test
  void outputWithoutTheMarkIsNone() throws Exception {
    send(transcript.stdout(), "This account is not available.\n", 100);
    assertThat(status().ready()).isFalse();
    assertThat(transcript.output()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1000})
  void promptsAreCountedAndNotShown(int piece) throws Exception {
    send(transcript.stderr(), "lecture\n" + marks.prompt() + "Sorry\n" + marks.prompt(), piece);
    assertThat(status().prompts()).isEqualTo(2);
    assertThat(transcript.errors()).isEqualTo("lecture\nSorry");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1000})
  void onATerminalALineThatIsNotEndedIsAQuestionOnceSuWasCalled(int piece) throws Exception {
    send(transcript.stdout(), "Welcome to bash> ", piece);
    assertThat(status().question()).isZero();
    send(transcript.stdout(), marks.calling() + "\r\nPassword: ", piece);
    int first = status().question();
    assertThat(first).isPositive();
    send(transcript.stdout(), "\r\nOnce more: ", piece);
    assertThat(status().question()).isGreaterThan(first);
    send(transcript.stdout(), "\r\n" + marks.ready() + " 4", piece);
    assertThat(status().question()).isZero();
    send(transcript.stdout(), "2\nout" + marks.errors() + "err", piece);
    assertThat(transcript.output()).isEqualTo("out");
    assertThat(transcript.errors()).isEqualTo("err");
  }

  @Test
  void scriptCannotFakeAPrompt() throws Exception {
    send(transcript.stdout(), marks.ready() + " 1\n", 100);
    send(transcript.stderr(), marks.prompt(), 100);
    assertThat(status().prompts()).isZero();
  }

  @Test
  void outputIsBounded() throws Exception {
    send(transcript.stdout(), "x".repeat(Transcript.STDOUT_LIMIT), 1 << 20);
    assertThat(status().overflow()).isFalse();
    send(transcript.stdout(), "x", 1);
    assertThat(status().overflow()).isTrue();
  }

  private Status status() throws InterruptedException {
    return transcript.await(_ -> true, Deadline.in(Duration.ZERO));
  }

  private static void send(OutputStream to, String said, int piece) throws IOException {
    byte[] bytes = said.getBytes(StandardCharsets.ISO_8859_1);
    for (int from = 0; from < bytes.length; from += piece) {
      to.write(bytes, from, Math.min(piece, bytes.length - from));
    }
  }
}
