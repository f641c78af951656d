package io.portside.desired;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * The validated target state of one host.
 *
 * @param host the inventory name
 * @param listen at least one
 * @param allowOpen consent to plain TCP on a non-loopback address
 * @param replaceTls {@code portside_tls: off} is said in so many words, so TLS that the host has
 *     now may go
 * @param daemonOptions more daemon.json keys to own
 * @param dropin file name of the systemd drop-in
 * @param vars all variables of the host that are no secrets, for templates
 */
public record Desired(
    String host,
    List<Listen> listen,
    UnixSocket unixSocket,
    boolean allowOpen,
    boolean replaceTls,
    KeepContainers keepContainers,
    Map<String, JsonNode> daemonOptions,
    String dropin,
    Map<String, JsonNode> vars) {

  /** The same with consent to plain TCP. */
  public Desired withConsent() {
    return new Desired(
        host, listen, unixSocket, true, replaceTls, keepContainers, daemonOptions, dropin, vars);
  }
}
