package io.portside.plan;

import io.portside.desired.Endpoint;
import io.portside.facts.Facts;
import io.portside.facts.Listener;
import java.util.List;

/** Compares what dockerd listens on with what it shall listen on. */
public final class Listening {
  private Listening() {}

  /** Every endpoint has its listener, and none of dockerd's on their ports is too many. */
  public static boolean asWanted(Facts facts, List<Endpoint> endpoints) {
    List<Listener> own = facts.listeners().stream().filter(Listener::dockerd).toList();
    return endpoints.stream().allMatch(e -> own.stream().anyMatch(l -> serves(l, e)))
        && own.stream()
            .filter(l -> endpoints.stream().anyMatch(e -> e.port() == l.port()))
            .allMatch(l -> endpoints.stream().anyMatch(e -> serves(l, e)));
  }

  private static boolean serves(Listener listener, Endpoint endpoint) {
    return listener.port() == endpoint.port()
        && (endpoint.scope() == Endpoint.Scope.WILDCARD
            ? listener.address().equals("*")
            : endpoint.isAt(listener.address()));
  }
}
