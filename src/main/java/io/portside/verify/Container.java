package io.portside.verify;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A container as {@code /containers/json} lists it; all text is untrusted.
 *
 * @param id 64 hexadecimal digits
 * @param image as it was named at the start, else an id
 * @param imageId with its algorithm
 * @param state such as {@code running}
 * @param status in docker's words, such as {@code Up 2 minutes}
 * @param names each with a leading slash; a name with a second slash is a link from another
 *     container
 * @param networks names
 * @param size bytes of its own layer, and of all of it; 0 unless asked for
 */
public record Container(
    String id,
    String image,
    String imageId,
    String command,
    Instant created,
    String state,
    String status,
    List<Port> ports,
    List<String> names,
    SortedMap<String, String> labels,
    List<Mount> mounts,
    List<String> networks,
    Size size) {

  /**
   * A port that the image exposes or the host publishes.
   *
   * @param publicPort on the host; empty where only exposed
   * @param ip the host's address it is published on; empty where only exposed
   * @param type such as {@code tcp}
   */
  public record Port(int privatePort, Optional<Integer> publicPort, String ip, String type) {}

  /**
   * Something mounted into it.
   *
   * @param name a volume's; empty for anything else
   * @param source path on the host
   * @param driver a volume's, such as {@code local}
   */
  public record Mount(String name, String source, String driver) {}

  /**
   * Bytes on the disk.
   *
   * @param own of its own layer
   * @param all with its image
   */
  public record Size(long own, long all) {}
}
