package io.portside.ssh.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A file of the configuration, taken apart.
 *
 * @param lines those that say something, up to the first that is wrong
 * @param end why it cannot be read further
 * @param bytes read
 */
record ConfigFile(List<ConfigLine> lines, Optional<Stop> end, int bytes) {
  private static final int MAX_BYTES = 4 << 20;
  private static final int MAX_LINES = 100_000;

  /** What a line costs over its bytes. */
  private static final int LINE_BYTES = 100;

  private static final Path NOTHING = Path.of("/dev/null");

  /**
   * Reads a file; a folder is an empty one, as it is for ssh.
   *
   * @throws IOException it cannot be read
   */
  static ConfigFile read(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return new ConfigFile(List.of(), Optional.empty(), 0);
    }
    if (Files.exists(path) && !Files.isRegularFile(path) && !path.equals(NOTHING)) {
      return new ConfigFile(
          List.of(), Optional.of(Stop.tooMuch(path.toString(), "it is no file")), 0);
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(path)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    }
    if (bytes.length > MAX_BYTES) {
      String reason = "it is longer than " + (MAX_BYTES >> 20) + " MiB";
      return new ConfigFile(
          List.of(), Optional.of(Stop.tooMuch(path.toString(), reason)), MAX_BYTES);
    }
    return of(path, new String(bytes, StandardCharsets.UTF_8), bytes.length);
  }

  private static ConfigFile of(Path path, String text, int bytes) {
    List<ConfigLine> lines = new ArrayList<>();
    int number = 0;
    try {
      for (String line : text.split("\n", -1)) {
        number++;
        if (lines.size() == MAX_LINES) {
          throw Stop.tooMuch(path + ":" + number, "it has more than " + MAX_LINES + " lines");
        }
        ConfigLine.of(path + ":" + number, line).ifPresent(lines::add);
      }
      return new ConfigFile(List.copyOf(lines), Optional.empty(), bytes);
    } catch (Stop end) {
      return new ConfigFile(List.copyOf(lines), Optional.of(end), bytes);
    }
  }

  /** How much memory it takes, in bytes. */
  int weight() {
    return bytes + LINE_BYTES * lines.size();
  }

  /**
   * Others could write what ssh then obeys: the owner must be root or the user, and nobody else may
   * write, but for a group that bears the user's own name (Debian's ssh allows that).
   */
  static boolean trustworthy(Path path, LocalUser user) throws IOException {
    PosixFileAttributes attributes = Files.readAttributes(path, PosixFileAttributes.class);
    Set<PosixFilePermission> permissions = attributes.permissions();
    return List.of("root", user.name()).contains(attributes.owner().getName())
        && !permissions.contains(PosixFilePermission.OTHERS_WRITE)
        && (attributes.group().getName().equals(user.name())
            || !permissions.contains(PosixFilePermission.GROUP_WRITE));
  }
}
