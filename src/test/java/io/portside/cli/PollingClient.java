package io.portside.cli;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;

/**
 * A client in a lab host that runs {@code docker ps} on the local socket again and again, until it
 * is asked for the answers. A call that takes 30 seconds counts as one that hangs.
 */
final class PollingClient {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final String LOOP =
      """
      rm -rf /tmp/poll && mkdir /tmp/poll
      cat >/tmp/poll/loop <<'END'
      until [ -e /tmp/poll/stop ]; do
        timeout 30 docker ps -q >/tmp/poll/said 2>&1
        echo "$? $(tr '\\n' ' ' </tmp/poll/said)" >>/tmp/poll/answers
        sleep 0.2
      done
      touch /tmp/poll/ended
      END
      setsid sh /tmp/poll/loop >/dev/null 2>&1 &
      """;

  private final Inside host;

  private PollingClient(Inside host) {
    this.host = host;
  }

  /** Starts it; it has had its first answers when this returns. */
  static PollingClient start(Inside host) {
    PollingClient client = new PollingClient(host);
    host.sh(LOOP);
    client.awaitAnswers(client.answers().size() + 3);
    return client;
  }

  /** Ends it after some more answers; each is the exit status and the ids of the containers. */
  List<String> stop() {
    awaitAnswers(answers().size() + 3);
    host.sh("touch /tmp/poll/stop");
    await().atMost(PATIENCE).until(() -> host.is("test -e /tmp/poll/ended"));
    return answers();
  }

  private void awaitAnswers(int count) {
    await().atMost(PATIENCE).until(() -> answers().size() >= count);
  }

  private List<String> answers() {
    return host.sh("cat /tmp/poll/answers 2>/dev/null || true").lines().map(String::strip).toList();
  }
}
