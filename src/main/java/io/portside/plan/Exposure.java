package io.portside.plan;

import io.portside.facts.Facts;
import io.portside.facts.Listener;
import java.net.InetAddress;
import java.util.List;

/** Who can use the API that dockerd serves now. */
public enum Exposure {
  /** Whoever reaches a port; TLS that checks no client keeps nobody out. */
  OPEN,
  /** The host itself only. */
  LOOPBACK,
  /** Whoever has a client certificate. */
  TLS,
  /** No TCP port is served. */
  NONE,
  /** The host could not be asked. */
  UNKNOWN;

  /** By dockerd's sockets and what it was told of TLS. */
  public static Exposure of(Facts facts) {
    List<Listener> own = facts.listeners().stream().filter(Listener::dockerd).toList();
    if (own.isEmpty()) {
      return NONE;
    } else if (own.stream().allMatch(listener -> loopback(listener.address()))) {
      return LOOPBACK;
    }
    return asksForCertificates(facts) ? TLS : OPEN;
  }

  private static boolean asksForCertificates(Facts facts) {
    boolean inFile =
        facts
            .text(Facts.DAEMON_JSON)
            .flatMap(DaemonJson::readable)
            .filter(json -> json.get("tlsverify").asBoolean())
            .isPresent();
    return inFile
        || facts.dockerdArgs().stream()
            .anyMatch(word -> word.equals("--tlsverify") || word.equals("--tlsverify=true"));
  }

  private static boolean loopback(String address) {
    try {
      return InetAddress.ofLiteral(address).isLoopbackAddress();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
