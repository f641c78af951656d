package io.portside.facts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What Portside keeps of the files it changed, as {@code files.sh} writes it.
 *
 * @param state which state it is: {@code previous} or {@code original}
 * @param entries the files as they were
 * @param createdDirs folders that were not there before
 * @param complete false where its manifest is missing or cut off
 * @param left SHA-256 by path, or {@code absent}, as Portside's last transactions left the files
 */
public record Backup(
    String state,
    List<Entry> entries,
    List<String> createdDirs,
    boolean complete,
    Map<String, String> left) {

  /**
   * One file as it was.
   *
   * @param stored its path on the host; empty: there was no such file
   * @param sha256 of its content
   * @param access mode and owner, such as {@code 640 0:4}
   */
  public record Entry(String path, Optional<String> stored, String sha256, String access) {}

  /** A file's text as it was; empty: there was none, or the backup of it is damaged. */
  public Optional<String> content(Entry entry, Facts facts) {
    return entry
        .stored()
        .map(facts.files()::get)
        .filter(file -> file.sha256().equals(entry.sha256()))
        .flatMap(HostFile::content);
  }

  static Optional<Backup> parse(String state, String manifest, String left) {
    if (manifest.isBlank()) {
      return Optional.empty(); // the way back to the original was gone
    }
    List<Entry> entries = new ArrayList<>();
    List<String> dirs = new ArrayList<>();
    List<String> lines = manifest.lines().toList();
    for (String line : lines) {
      String[] words = line.split(" ", 6);
      if (words.length == 6) {
        switch (words[0]) {
          case "present" ->
              entries.add(
                  new Entry(
                      words[5],
                      Optional.of(Facts.STATE + "/backups/" + words[1]),
                      words[2],
                      words[3] + " " + words[4]));
          case "absent" -> entries.add(new Entry(words[5], Optional.empty(), "", ""));
          case "nodir" -> dirs.add(words[5]);
          default -> {}
        }
      }
    }
    return Optional.of(
        new Backup(
            state,
            List.copyOf(entries),
            List.copyOf(dirs),
            lines.getLast().equals("end"),
            digests(left)));
  }

  private static Map<String, String> digests(String left) {
    Map<String, String> digests = new HashMap<>();
    for (String line : left.split("\n", -1)) {
      String[] words = line.split(" ", 2);
      if (words.length == 2) {
        digests.put(words[1], words[0]);
      }
    }
    return Map.copyOf(digests);
  }
}
