package io.portside.verify;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A container as {@code /containers/json} lists it; all text is untrusted.
 *
 * @param id 64 hexadecimal digits
 * @param image as it was named at the start, else an id
 * @param status in docker's words, such as {@code Up 2 minutes}
 * @param names each with a leading slash; a name with a second slash is a link from another
 *     container
 */
public record Container(
    String id,
    String image,
    String command,
    Instant created,
    String status,
    List<Port> ports,
    List<String> names) {

  /**
   * A port that the image exposes or the host publishes.
   *
   * @param publicPort on the host; empty where only exposed
   * @param ip the host's address it is published on; empty where only exposed
   * @param type such as {@code tcp}
   */
  public record Port(int privatePort, Optional<Integer> publicPort, String ip, String type) {}
}
