package io.portside.ssh;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Who else than the user can get at a file of the user's. */
final class FileOwner {
  private static final Set<PosixFilePermission> OWN =
      Set.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private FileOwner() {}

  /**
   * Whether it is the user's own and group or others have any right to it. Files of other owners
   * are not judged, as ssh has it (its authfile.c): they would be no safer for us with less.
   */
  static boolean sharesWithOthers(Path file) {
    try {
      return !OWN.containsAll(Files.getPosixFilePermissions(file))
          && Files.getOwner(file)
              .equals(
                  FileSystems.getDefault()
                      .getUserPrincipalLookupService()
                      .lookupPrincipalByName(System.getProperty("user.name")));
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  /** Such as {@code rw-r--r--}. */
  static String mode(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    } catch (IOException | UnsupportedOperationException e) {
      return "unknown";
    }
  }
}
