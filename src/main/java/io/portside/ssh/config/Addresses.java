package io.portside.ssh.config;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A host's name as ssh goes on with it: in lower case, an IPv6 address in its shortest form but as
 * it is where it has that already.
 */
final class Addresses {
  private static final int GROUPS = 8;

  private Addresses() {}

  static String canonical(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    int zone = lower.indexOf('%');
    String literal = zone < 0 ? lower : lower.substring(0, zone);
    if (!literal.contains(":")) {
      return lower;
    }
    try {
      InetAddress address = InetAddress.ofLiteral(literal);
      String shortest =
          address instanceof Inet6Address
              ? shortest(address.getAddress())
              : "::ffff:" + address.getHostAddress();
      return literal.equals(shortest) ? host : shortest + lower.substring(literal.length());
    } catch (IllegalArgumentException e) {
      return lower;
    }
  }

  /** The first longest run of at least two zero groups becomes {@code ::} (RFC 5952). */
  private static String shortest(byte[] bytes) {
    List<String> groups = new ArrayList<>();
    for (int i = 0; i < GROUPS; i++) {
      groups.add(Integer.toHexString((bytes[2 * i] & 0xff) << 8 | (bytes[2 * i + 1] & 0xff)));
    }
    int start = 0;
    int length = 1;
    for (int i = 0; i < GROUPS; i++) {
      int end = i;
      while (end < GROUPS && groups.get(end).equals("0")) {
        end++;
      }
      if (end - i > length) {
        start = i;
        length = end - i;
      }
    }
    return length == 1
        ? String.join(":", groups)
        : String.join(":", groups.subList(0, start))
            + "::"
            + String.join(":", groups.subList(start + length, GROUPS));
  }
}
