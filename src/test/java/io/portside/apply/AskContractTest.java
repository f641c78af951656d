package io.portside.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.portside.facts.Frames.Frame;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The question to the engine as real shells ask it. */
class AskContractTest extends ScriptContract {
  @Test
  void theAnswerComesBackByteByByte() throws Exception {
    String answer = "HTTP/1.0 200 OK\r\nA: b\r\n\r\n{\"a\": \"ü $(x) \\\\n\"}\n@end 0\n\n\n\n";
    host.set("answer", answer);

    FakeHost.Run run = host.ask("/info");

    assertThat(run.frames().all())
        .contains(
            new Frame(
                "answer",
                new String(answer.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)));
    assertThat(run.frames().all().getLast().key()).isEqualTo("end");
    assertThat(host.state("request")).startsWith("GET /info HTTP/1.0\r\nHost: docker\r\n");
  }

  @Test
  void anEngineThatIsAwayHasNoAnswer() throws Exception {
    host.stopped();

    assertThat(host.ask("/info").frames().first("answer")).contains("");
  }
}
