package io.portside.report;

import io.portside.verify.Container.Port;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The PORTS column as {@code docker ps} has it: ports in a row become a range where each is
 * published under its own number, such as {@code 0.0.0.0:80-82->80-82/tcp}; remapped ports come
 * last.
 */
final class PortsCell {
  private static final Comparator<Port> ORDER =
      Comparator.comparingInt(Port::privatePort)
          .thenComparing(Port::ip)
          .thenComparing(port -> port.publicPort().orElse(0))
          .thenComparing(Port::type);

  private PortsCell() {}

  static String text(List<Port> ports) {
    List<Range> ranges = new ArrayList<>();
    List<String> remapped = new ArrayList<>();
    for (Port port : ports.stream().sorted(ORDER).toList()) {
      int published = port.publicPort().orElse(0);
      if (!port.ip().isEmpty() && published != port.privatePort()) {
        remapped.add(
            address(port.ip()) + published + "->" + port.privatePort() + "/" + port.type());
      } else {
        add(ranges, port);
      }
    }
    List<String> cells = new ArrayList<>(ranges.stream().map(Range::text).toList());
    cells.addAll(remapped);
    return String.join(", ", cells);
  }

  private static void add(List<Range> ranges, Port port) {
    for (int i = 0; i < ranges.size(); i++) {
      Range range = ranges.get(i);
      if (range.isContinuedBy(port)) {
        ranges.set(i, new Range(port.ip(), port.type(), range.first(), port.privatePort()));
        return;
      }
    }
    ranges.add(new Range(port.ip(), port.type(), port.privatePort(), port.privatePort()));
  }

  private static String address(String ip) {
    return (ip.contains(":") ? "[" + ip + "]" : ip) + ":";
  }

  private record Range(String ip, String type, int first, int last) {
    boolean isContinuedBy(Port port) {
      return port.ip().equals(ip) && port.type().equals(type) && port.privatePort() == last + 1;
    }

    String text() {
      String numbers = first == last ? String.valueOf(first) : first + "-" + last;
      return (ip.isEmpty() ? numbers : address(ip) + numbers + "->" + numbers) + "/" + type;
    }
  }
}
