package io.portside.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WatchOptionTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Output output = new Output(new PrintStream(out, true), new PrintStream(err, true));
  private int drawn;

  /** Twice, as Ctrl-C would end it. */
  private WatchOption.Screen draw() {
    drawn++;
    if (drawn == 2) {
      Thread.currentThread().interrupt();
    }
    return new WatchOption.Screen("table " + drawn + "\n", "web3: api-timeout\n", 4);
  }

  private int show(boolean redraws, int seconds) {
    WatchOption watch = new WatchOption();
    watch.seconds = seconds;
    int code = watch.show(output, redraws, this::draw);
    assertThat(Thread.interrupted()).isTrue();
    return code;
  }

  @Test
  void withoutTheOptionItIsShownOnce() {
    assertThat(new WatchOption().show(output, true, this::draw)).isEqualTo(4);
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("table 1\n");
    assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("web3: api-timeout\n");
  }

  @Test
  void atATerminalOneScreenTakesThePlaceOfTheLast() {
    assertThat(show(true, 1)).isEqualTo(4);

    String shown = out.toString(StandardCharsets.UTF_8);
    assertThat(shown.split("\u001b\\[H", -1)).hasSize(3);
    assertThat(shown).startsWith("\u001b[2J\u001b[Hevery 1 s");
    assertThat(shown).endsWith("table 2\u001b[K\nweb3: api-timeout\u001b[K\n\u001b[J");
    assertThat(err.size()).isZero();
  }

  @Test
  void itEndsWhereNobodyReadsAnyMore() {
    WatchOption watch = new WatchOption();
    watch.seconds = 1;
    assertThat(watch.show(new Output(closed(), output.err()), false, this::draw)).isEqualTo(4);
    assertThat(drawn).isEqualTo(1);
  }

  private static PrintStream closed() {
    return new PrintStream(
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        });
  }

  @Test
  void inAPipeOneFollowsTheOther() {
    show(false, 1);

    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("table 1\ntable 2\n");
  }
}
