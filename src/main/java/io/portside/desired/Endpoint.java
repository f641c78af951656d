package io.portside.desired;

import java.net.InetAddress;

/**
 * A TCP endpoint of the API, as dockerd is told it.
 *
 * @param address as in a URL but without brackets, such as {@code 0.0.0.0} or {@code fd00::1}
 * @param scope whom the address can be reached by
 */
public record Endpoint(String address, int port, Scope scope) {

  /** Whom an address can be reached by. */
  public enum Scope {
    LOOPBACK,
    WILDCARD,
    OTHER
  }

  /** The endpoint for a literal address. */
  public static Endpoint of(InetAddress address, int port) {
    Scope scope =
        address.isLoopbackAddress()
            ? Scope.LOOPBACK
            : address.isAnyLocalAddress() ? Scope.WILDCARD : Scope.OTHER;
    String text = address.getHostAddress();
    int zone = text.indexOf('%');
    return new Endpoint(zone < 0 ? text : text.substring(0, zone), port, scope);
  }

  /** Such as {@code tcp://10.0.0.1:2375}. */
  public String url() {
    return "tcp://" + authority(address);
  }

  /** {@code host:port} by which the host itself reaches it. */
  public String fromWithin() {
    return authority(
        switch (scope) {
          case WILDCARD -> address.contains(":") ? "::1" : "127.0.0.1";
          case LOOPBACK, OTHER -> address;
        });
  }

  private String authority(String host) {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
