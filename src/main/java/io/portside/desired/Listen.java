package io.portside.desired;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One entry of {@code portside_listen}. */
public sealed interface Listen {

  /** 1 to 65535. */
  int port();

  /** A literal address, such as {@code tcp://0.0.0.0:2375} or {@code tcp://[::1]:2375}. */
  record Address(InetAddress address, int port) implements Listen {
    @Override
    public String toString() {
      return Endpoint.of(address, port).url();
    }
  }

  /** The address of an interface, such as {@code tcp://eth1:2375}. */
  record Interface(String name, int port) implements Listen {
    @Override
    public String toString() {
      return "tcp://" + name + ":" + port;
    }
  }

  /** The host's address in a network, such as {@code tcp://10.0.0.0/8:2375}. */
  record Network(InetAddress base, int prefix, int port) implements Listen {

    /** Whether the network holds the address. */
    public boolean contains(InetAddress address) {
      byte[] a = address.getAddress();
      byte[] b = base.getAddress();
      if (a.length != b.length) {
        return false;
      }
      for (int bit = 0; bit < prefix; bit++) {
        int mask = 0x80 >> (bit % 8);
        if ((a[bit / 8] & mask) != (b[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }

    @Override
    public String toString() {
      String text = base.getHostAddress();
      return "tcp://" + (text.contains(":") ? "[" + text + "]" : text) + "/" + prefix + ":" + port;
    }
  }

  Pattern FORM =
      Pattern.compile(
          "tcp://(?:\\[(?<v6>[0-9A-Fa-f:.]+)]|(?<name>[A-Za-z0-9._-]+))(?:/(?<prefix>\\d{1,3}))?:(?<port>\\d{1,5})");

  /** Empty where the text has none of the three forms or a part is out of range. */
  static Optional<Listen> parse(String text) {
    Matcher m = FORM.matcher(text);
    if (!m.matches()) {
      return Optional.empty();
    }
    int port = Integer.parseInt(m.group("port"));
    if (port < 1 || port > 65535) {
      return Optional.empty();
    }
    String name = m.group("v6") != null ? m.group("v6") : m.group("name");
    Optional<InetAddress> address = literal(name.equals("localhost") ? "127.0.0.1" : name);
    if (m.group("prefix") != null) {
      int prefix = Integer.parseInt(m.group("prefix"));
      return address
          .filter(a -> prefix <= a.getAddress().length * 8)
          .map(a -> new Network(a, prefix, port));
    }
    if (address.isPresent()) {
      return address.map(a -> new Address(a, port));
    }
    boolean looksNumeric = name.chars().allMatch(c -> c == '.' || Character.isDigit(c));
    return m.group("v6") != null || looksNumeric || name.length() > 15
        ? Optional.empty()
        : Optional.of(new Interface(name, port));
  }

  // Java also takes 10.1 for 10.0.0.1, as inet_aton(3) does; a slip of the pen is more likely.
  private static Optional<InetAddress> literal(String text) {
    if (text.matches("[0-9.]+") && text.chars().filter(c -> c == '.').count() != 3) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
