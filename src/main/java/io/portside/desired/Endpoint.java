package io.portside.desired;

import java.net.InetAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A TCP endpoint of the API, as dockerd is told it.
 *
 * @param address as in a URL but without brackets, such as {@code 0.0.0.0} or {@code fd00::1}
 * @param scope whom the address can be reached by
 */
public record Endpoint(String address, int port, Scope scope) {

  private static final Pattern ZEROS = Pattern.compile("(?:^|:)0(?::0)+(?::|$)");

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
    return new Endpoint(text(address), port, scope);
  }

  /** Whether it is at that address, however that is written. */
  public boolean isAt(String literal) {
    try {
      return InetAddress.ofLiteral(literal).equals(InetAddress.ofLiteral(address));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  // RFC 5952, as ss and netstat have it: the longest run of zero groups is "::".
  private static String text(InetAddress address) {
    String text = address.getHostAddress().replaceFirst("%.*", "");
    if (!text.contains(":")) {
      return text;
    }
    String longest = "";
    for (Matcher m = ZEROS.matcher(text); m.find(); ) {
      longest = m.group().length() > longest.length() ? m.group() : longest;
    }
    return longest.isEmpty() ? text : text.replaceFirst(longest, "::");
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
