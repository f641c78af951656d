package io.portside.facts;

import java.util.Optional;

/**
 * A file on the host.
 *
 * @param kind as stat(1) names it: {@code regular file}, {@code symbolic link}, {@code directory},
 *     …
 * @param mode octal, such as {@code 644}
 * @param sha256 lower-case hex; of what a link points to
 * @param content empty where it is not UTF-8 text or is larger than what the probe shows
 */
public record HostFile(
    String path,
    String kind,
    String mode,
    int uid,
    int gid,
    String sha256,
    Optional<String> content) {

  /** Neither a link nor a directory nor anything else. */
  public boolean regular() {
    return kind.startsWith("regular");
  }

  /** The file name without its folders. */
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
