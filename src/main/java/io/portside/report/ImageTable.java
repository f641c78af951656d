package io.portside.report;

import io.portside.verify.Image;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.List;

/** {@code portside images}: as {@code docker images}, with the host in front. */
public final class ImageTable {
  private static final List<String> UNITS = List.of("B", "kB", "MB", "GB", "TB", "PB", "EB");

  private ImageTable() {}

  /**
   * One image and where it is.
   *
   * @param host the inventory name
   */
  public record Row(String host, Image image) {}

  /**
   * The whole table with its header, in the order given.
   *
   * @param now what "2 minutes ago" is told from
   */
  public static String text(List<Row> rows, Instant now) {
    Table table = new Table("HOST", "REPOSITORY", "TAG", "IMAGE ID", "CREATED", "SIZE");
    for (Row row : rows) {
      Image image = row.image();
      table.row(
          ContainerTable.cell(row.host()),
          ContainerTable.cell(image.repository()),
          ContainerTable.cell(image.tag()),
          ContainerTable.shortId(image.id()),
          Ago.words(image.created(), now),
          size(image.size()));
    }
    return table.text();
  }

  /** Powers of 1000 and three digits, as docker has it: {@code 133MB}, {@code 1.05GB}. */
  private static String size(long bytes) {
    BigDecimal amount = BigDecimal.valueOf(Math.max(0, bytes));
    int unit = 0;
    while (amount.compareTo(BigDecimal.valueOf(1000)) >= 0 && unit < UNITS.size() - 1) {
      amount = amount.movePointLeft(3);
      unit++;
    }
    return amount.round(new MathContext(3)).stripTrailingZeros().toPlainString() + UNITS.get(unit);
  }
}
