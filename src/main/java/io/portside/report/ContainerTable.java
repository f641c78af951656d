package io.portside.report;

import io.portside.problem.Untrusted;
import io.portside.verify.Container;
import java.time.Instant;
import java.util.List;

/** {@code portside ps}: as {@code docker ps}, with the host in front. */
public final class ContainerTable {
  private static final int COMMAND = 20;
  private static final int SHORT_ID = 12;
  private static final int CELL = 200;

  private ContainerTable() {}

  /**
   * One container and where it is.
   *
   * @param host the inventory name
   */
  public record Row(String host, Container container) {}

  /**
   * The whole table with its header, in the order given.
   *
   * @param now what "2 minutes ago" is told from
   */
  public static String text(List<Row> rows, Instant now) {
    Table table =
        new Table(
            "HOST", "CONTAINER ID", "IMAGE", "COMMAND", "CREATED", "STATUS", "PORTS", "NAMES");
    for (Row row : rows) {
      Container container = row.container();
      table.row(
          cell(row.host()),
          shortId(container.id()),
          image(container.image()),
          command(container.command()),
          Ago.words(container.created(), now),
          cell(container.status()),
          cell(PortsCell.text(container.ports())),
          cell(name(container.names())));
    }
    return table.text();
  }

  /** The first 12 digits, with or without an algorithm in front. */
  static String shortId(String id) {
    String digits = id.substring(id.indexOf(':') + 1);
    return cell(digits.length() > SHORT_ID ? digits.substring(0, SHORT_ID) : digits);
  }

  static String cell(String text) {
    return Untrusted.line(text, CELL);
  }

  private static String image(String image) {
    if (image.isEmpty()) {
      return "<no image>";
    }
    return image.startsWith("sha256:") ? shortId(image) : cell(image);
  }

  private static String command(String command) {
    return '"' + Untrusted.line(command, COMMAND).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** Links of other containers are no names of this one. */
  private static String name(List<String> names) {
    return names.stream()
        .map(name -> name.startsWith("/") ? name.substring(1) : name)
        .filter(name -> !name.contains("/"))
        .findFirst()
        .orElse("");
  }
}
