package io.portside.report;

import io.portside.verify.Image;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Images as {@code docker images} shows them, with the host in front. */
public final class ImageRows {
  /** The list as a whole. */
  public static final RowKind KIND =
      new RowKind(
          headers(),
          "{{.Host}}\t{{.Repository}}\t{{.Tag}}\t{{.ID}}\t{{.CreatedSince}}\t{{.Size}}",
          false);

  private final Instant now;
  private final boolean whole;

  /**
   * Rows of one moment.
   *
   * @param now what "2 minutes ago" is told from
   * @param whole nothing is cut: {@code --no-trunc}
   */
  public ImageRows(Instant now, boolean whole) {
    this.now = now;
    this.whole = whole;
  }

  private static Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Host", "HOST");
    headers.put("ID", "IMAGE ID");
    headers.put("Repository", "REPOSITORY");
    headers.put("Tag", "TAG");
    headers.put("Digest", "DIGEST");
    headers.put("CreatedSince", "CREATED");
    headers.put("CreatedAt", "CREATED AT");
    headers.put("Size", "SIZE");
    return headers;
  }

  /**
   * One image and where it is.
   *
   * @param host the inventory name
   */
  public Row row(String host, Image image) {
    SortedMap<String, String> fields = new TreeMap<>();
    fields.put("Host", host);
    fields.put("ID", whole ? image.id() : DockerText.shortId(image.id()));
    fields.put("Repository", image.repository());
    fields.put("Tag", image.tag());
    fields.put("Digest", image.digest());
    fields.put("CreatedSince", Ago.words(image.created(), now));
    fields.put("CreatedAt", DockerText.time(image.created()));
    fields.put("Size", DockerText.size(image.size()));
    return new Row(fields, new TreeMap<>());
  }
}
