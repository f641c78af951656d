package io.portside.desired;

import io.portside.inventory.Destination;
import java.util.List;

/**
 * Where a client outside finds a host's API: the first endpoint that is not for the host itself
 * only, at a literal address or at the host's own.
 *
 * @param host a name or an address
 * @param loopback dockerd listens for the host itself only
 */
public record ClientAddress(String host, int port, boolean loopback) {

  /**
   * The address by what is wanted, told without a look at the host.
   *
   * @param hostsOwn where the host is reached
   */
  public static ClientAddress of(Desired desired, String hostsOwn) {
    return first(desired.listen().stream().map(listen -> of(listen, hostsOwn)).toList());
  }

  /**
   * The address by the endpoints that the host has.
   *
   * @param endpoints at least one
   */
  public static ClientAddress of(List<Endpoint> endpoints, String hostsOwn) {
    return first(endpoints.stream().map(endpoint -> of(endpoint, hostsOwn)).toList());
  }

  private static ClientAddress first(List<ClientAddress> all) {
    return all.stream().filter(address -> !address.loopback).findFirst().orElse(all.getFirst());
  }

  private static ClientAddress of(Listen listen, String hostsOwn) {
    return switch (listen) {
      case Listen.Address(var literal, var port) -> of(Endpoint.of(literal, port), hostsOwn);
      case Listen.Interface(_, var port) -> new ClientAddress(hostsOwn, port, false);
      case Listen.Network(_, _, var port) -> new ClientAddress(hostsOwn, port, false);
    };
  }

  private static ClientAddress of(Endpoint endpoint, String hostsOwn) {
    return switch (endpoint.scope()) {
      case OTHER -> new ClientAddress(endpoint.address(), endpoint.port(), false);
      case WILDCARD -> new ClientAddress(hostsOwn, endpoint.port(), false);
      case LOOPBACK -> new ClientAddress(hostsOwn, endpoint.port(), true);
    };
  }

  /** Such as {@code tcp://10.0.0.1:2375}. */
  public String url() {
    return "tcp://" + (loopback ? "localhost" : bracketed(host)) + ":" + port;
  }

  /**
   * What the docker client needs to get there: over SSH where dockerd listens for the host only.
   *
   * @param login where the host is reached
   */
  public String dockerHost(Destination login) {
    return loopback
        ? "ssh://"
            + login.user().map(user -> user + "@").orElse("")
            + bracketed(login.address())
            + login.port().map(number -> ":" + number).orElse("")
        : url();
  }

  private static String bracketed(String host) {
    return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
  }
}
