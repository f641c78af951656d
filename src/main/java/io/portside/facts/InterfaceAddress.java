package io.portside.facts;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An address of one of the host's interfaces. */
public record InterfaceAddress(String name, InetAddress address) {
  private static final Pattern LINE =
      Pattern.compile("^\\d+:\\s+(\\S+)\\s+inet6?\\s+([0-9A-Fa-f.:]+)(?:/\\d+)?\\s.*$");

  /** Reads {@code ip -o addr show}; IPv4 before IPv6, link-local IPv6 left out. */
  static List<InterfaceAddress> parse(String output) {
    List<InterfaceAddress> v4 = new ArrayList<>();
    List<InterfaceAddress> v6 = new ArrayList<>();
    for (String line : output.split("\n", -1)) {
      Matcher m = LINE.matcher(line);
      Optional<InetAddress> literal = m.matches() ? literal(m.group(2)) : Optional.empty();
      literal
          .filter(a -> a.getAddress().length == 4 || !a.isLinkLocalAddress())
          .ifPresent(
              a -> (a.getAddress().length == 4 ? v4 : v6).add(new InterfaceAddress(m.group(1), a)));
    }
    v4.addAll(v6);
    return List.copyOf(v4);
  }

  private static Optional<InetAddress> literal(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
