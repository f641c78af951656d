package io.portside.ssh.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Who asks, and where: what tokens, {@code ~} and permissions refer to.
 *
 * @param uid the numeric id, for {@code %i}; -1 where unknown
 * @param hostname this machine's, as gethostname(2) gives it
 * @param sshDirectory {@code ~/.ssh}, with the user's {@code config}
 * @param systemDirectory {@code /etc/ssh}, with {@code ssh_config}; empty: not read
 */
public record LocalUser(
    String name,
    int uid,
    String hostname,
    Path home,
    Path sshDirectory,
    Optional<Path> systemDirectory,
    Map<String, String> environment) {

  private static final Path SYSTEM = Path.of("/etc/ssh");

  /**
   * Who runs this program. A folder other than {@code ~/.ssh} stands for other surroundings, to
   * which this machine's {@code /etc/ssh} does not belong.
   */
  public static LocalUser here(Path sshDirectory) {
    Path home = Path.of(System.getProperty("user.home"));
    return new LocalUser(
        System.getProperty("user.name"),
        ownId(),
        ownHostname(),
        home,
        sshDirectory,
        Optional.of(SYSTEM).filter(_ -> sshDirectory.equals(home.resolve(".ssh"))),
        System.getenv());
  }

  private static int ownId() {
    try {
      return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    } catch (IOException | UnsupportedOperationException e) {
      return -1;
    }
  }

  private static String ownHostname() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException e) {
      return "localhost";
    }
  }

  /** A leading {@code ~/} is this user's home; other names stay as they are. */
  String withHome(String file) {
    return file.equals("~") || file.startsWith("~/") ? home + file.substring(1) : file;
  }
}
