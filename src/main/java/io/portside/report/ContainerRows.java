package io.portside.report;

import static java.util.stream.Collectors.joining;

import io.portside.verify.Container;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Containers as {@code docker ps} shows them, with the host in front. */
public final class ContainerRows {
  private static final int COMMAND = 20;
  private static final int MOUNT = 15;

  /** The list as a whole. */
  public static final RowKind KIND =
      new RowKind(
          headers(),
          "{{.Host}}\t{{.ID}}\t{{.Image}}\t{{.Command}}\t{{.RunningFor}}\t{{.Status}}\t{{.Ports}}"
              + "\t{{.Names}}",
          true);

  private final Instant now;
  private final boolean whole;

  /**
   * Rows of one moment.
   *
   * @param now what "2 minutes ago" is told from
   * @param whole nothing is cut: {@code --no-trunc}
   */
  public ContainerRows(Instant now, boolean whole) {
    this.now = now;
    this.whole = whole;
  }

  private static Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Host", "HOST");
    headers.put("ID", "CONTAINER ID");
    headers.put("Image", "IMAGE");
    headers.put("Command", "COMMAND");
    headers.put("CreatedAt", "CREATED AT");
    headers.put("RunningFor", "CREATED");
    headers.put("Ports", "PORTS");
    headers.put("State", "STATE");
    headers.put("Status", "STATUS");
    headers.put("Size", "SIZE");
    headers.put("Names", "NAMES");
    headers.put("Labels", "LABELS");
    headers.put("Mounts", "MOUNTS");
    headers.put("LocalVolumes", "LOCAL VOLUMES");
    headers.put("Networks", "NETWORKS");
    return headers;
  }

  /**
   * One container and where it is.
   *
   * @param host the inventory name
   */
  public Row row(String host, Container container) {
    SortedMap<String, String> fields = new TreeMap<>();
    fields.put("Host", host);
    fields.put("ID", whole ? container.id() : DockerText.shortId(container.id()));
    fields.put("Image", image(container));
    fields.put(
        "Command",
        DockerText.quoted(
            whole ? container.command() : DockerText.cut(container.command(), COMMAND)));
    fields.put("CreatedAt", DockerText.time(container.created()));
    fields.put("RunningFor", Ago.words(container.created(), now));
    fields.put("Ports", PortsCell.text(container.ports()));
    fields.put("State", container.state());
    fields.put("Status", container.status());
    fields.put("Size", size(container.size()));
    fields.put("Names", names(container.names()));
    fields.put("Labels", labels(container.labels()));
    fields.put("Mounts", container.mounts().stream().map(this::mount).collect(joining(",")));
    fields.put("LocalVolumes", String.valueOf(localVolumes(container.mounts())));
    fields.put("Networks", String.join(",", container.networks()));
    return new Row(fields, container.labels());
  }

  private String image(Container container) {
    String image = container.image();
    if (image.isEmpty()) {
      return "<no image>";
    } else if (whole) {
      return image;
    }
    String id = DockerText.shortId(container.imageId());
    return !id.isEmpty() && DockerText.shortId(image).equals(id) ? id : familiar(image);
  }

  // As docker does where there is a tag: neither its own registry nor the digest is named.
  private static String familiar(String image) {
    int digest = image.indexOf('@');
    String name = digest < 0 ? image : image.substring(0, digest);
    if (name.lastIndexOf(':') <= name.lastIndexOf('/')) {
      return image;
    }
    String local = name.startsWith("docker.io/") ? name.substring(10) : name;
    return local.startsWith("library/") ? local.substring(8) : local;
  }

  /** Links of other containers are no names of this one. */
  private String names(List<String> names) {
    return names.stream()
        .map(name -> name.startsWith("/") ? name.substring(1) : name)
        .filter(name -> whole || !name.contains("/"))
        .collect(joining(","));
  }

  private static String labels(Map<String, String> labels) {
    return labels.entrySet().stream()
        .map(label -> label.getKey() + "=" + label.getValue())
        .collect(joining(","));
  }

  private String mount(Container.Mount mount) {
    String name = mount.name().isEmpty() ? mount.source() : mount.name();
    return whole ? name : DockerText.cut(name, MOUNT);
  }

  private static long localVolumes(List<Container.Mount> mounts) {
    return mounts.stream().filter(mount -> mount.driver().equals("local")).count();
  }

  private static String size(Container.Size size) {
    String own = DockerText.size(size.own());
    return size.all() > 0 ? own + " (virtual " + DockerText.size(size.all()) + ")" : own;
  }
}
