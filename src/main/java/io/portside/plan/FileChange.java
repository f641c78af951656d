package io.portside.plan;

import io.portside.facts.Facts;
import io.portside.facts.HostFile;
import java.util.List;
import java.util.Optional;

/**
 * One file before and after.
 *
 * @param before empty: there is no such file
 * @param expected SHA-256 of the file as the plan was made from it, or {@code absent}
 * @param after empty: the file goes
 * @param access mode and owner, such as {@code 640 0:4}; empty: as they are, or a new file's
 */
public record FileChange(
    String path,
    Optional<String> before,
    String expected,
    Optional<String> after,
    Optional<String> access) {

  static FileChange of(Facts facts, String path, Optional<String> after) {
    Optional<HostFile> file = Optional.ofNullable(facts.files().get(path));
    return new FileChange(
        path,
        file.flatMap(HostFile::content),
        file.map(HostFile::sha256).orElse("absent"),
        after,
        Optional.empty());
  }

  /** The same, with mode and owner. */
  FileChange with(String access) {
    return new FileChange(path, before, expected, after, Optional.of(access));
  }

  /** The host as it is when all of them are made. */
  static Facts made(Facts facts, List<FileChange> changes) {
    Facts after = facts;
    for (FileChange change : changes) {
      after = after.with(change.path(), change.after());
    }
    return after;
  }

  /** Whether it differs at all. */
  public boolean changes() {
    return !before.equals(after);
  }

  void addTo(List<FileChange> all) {
    if (changes()) {
      all.add(this);
    }
  }
}
