package io.portside.plan;

import com.fasterxml.jackson.databind.node.BooleanNode;
import io.portside.facts.Facts;
import java.util.Optional;

/**
 * The forms of daemon.json by which containers live through a restart (docker-facts.md): the
 * running daemon learns live-restore by a reload, the new one starts with it, and a last reload
 * puts it back to what it was. A reload leaves live-restore alone where the key is absent, so off
 * must be said before the key goes.
 *
 * @param oldOn for the running daemon
 * @param oldOff to put the old state back; empty where live-restore was on in it
 * @param newOn to start with
 * @param newOff to settle; empty where live-restore is wanted for good
 * @param settled the final text; empty: the file goes
 */
public record LiveRestore(
    String oldOn,
    Optional<String> oldOff,
    String newOn,
    Optional<String> newOff,
    Optional<String> settled) {
  static final String KEY = "live-restore";

  static LiveRestore of(
      DaemonJson before, boolean wasOn, DaemonJson after, Optional<String> settled) {
    return new LiveRestore(
        before.with(KEY, BooleanNode.TRUE).text(),
        wasOn ? Optional.empty() : Optional.of(before.with(KEY, BooleanNode.FALSE).text()),
        after.with(KEY, BooleanNode.TRUE).text(),
        after.get(KEY).asBoolean()
            ? Optional.empty()
            : Optional.of(after.with(KEY, BooleanNode.FALSE).text()),
        settled);
  }

  /** Why containers cannot be kept on this host; empty where they can. */
  static Optional<String> obstacle(Facts facts) {
    if (facts.engine().isEmpty()) {
      return Optional.of("the engine does not answer");
    }
    if (facts.engine().get().inSwarm()) {
      return Optional.of("the host is in Swarm mode, where dockerd refuses live-restore");
    }
    if (facts.init() == Facts.Init.SYSTEMD && !facts.service().killMode().equals("process")) {
      return Optional.of(
          "docker.service has KillMode=" + facts.service().killMode() + ", which kills containers");
    }
    return Optional.empty();
  }
}
