package io.portside.inventory;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Paths as users write them. */
final class HomePath {
  private HomePath() {}

  /**
   * {@code ~} is the home directory; a relative path is left to the current directory, as in
   * Ansible.
   *
   * @throws InvalidPathException it is no path, or it names another user's home
   */
  static Path expand(String name) {
    if (!name.startsWith("~")) {
      return Path.of(name);
    }
    if (!name.equals("~") && !name.startsWith("~/")) {
      throw new InvalidPathException(name, "another user's home is not known");
    }
    return Path.of(System.getProperty("user.home", "") + name.substring(1));
  }
}
