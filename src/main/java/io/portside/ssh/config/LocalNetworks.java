package io.portside.ssh.config;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The addresses of this machine's interfaces, for {@code Match localnetwork}. */
final class LocalNetworks {
  private LocalNetworks() {}

  /**
   * Whether an interface that is up has an address in one of the networks.
   *
   * @param networks {@code address/bits}, between commas
   */
  static boolean include(String networks, ConfigLine line) throws Stop {
    List<InetAddress> addresses = new ArrayList<>();
    try {
      for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
        if (each.isUp()) {
          addresses.addAll(Collections.list(each.getInetAddresses()));
        }
      }
    } catch (SocketException e) {
      throw line.invalid("the interfaces of this machine are not known: " + e.getMessage());
    }
    boolean include = false;
    for (String network : networks.split(",", -1)) {
      for (InetAddress address : addresses) {
        include |= within(address, network, line);
      }
    }
    return include;
  }

  private static boolean within(InetAddress address, String network, ConfigLine line) throws Stop {
    String[] parts = network.split("/", 2);
    try {
      byte[] wanted = InetAddress.ofLiteral(parts[0]).getAddress();
      byte[] given = address.getAddress();
      int bits = parts.length == 2 ? Integer.parseInt(parts[1]) : wanted.length * 8;
      if (bits < 0 || bits > wanted.length * 8) {
        throw line.invalid("\"" + network + "\" is no network");
      }
      boolean same = wanted.length == given.length;
      for (int bit = 0; same && bit < bits; bit++) {
        int mask = 0x80 >> bit % 8;
        same = ((wanted[bit / 8] ^ given[bit / 8]) & mask) == 0;
      }
      return same;
    } catch (IllegalArgumentException e) {
      throw line.invalid("\"" + network + "\" is no network");
    }
  }
}
