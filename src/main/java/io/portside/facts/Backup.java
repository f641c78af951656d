package io.portside.facts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a transaction of ours kept of the files it changed.
 *
 * @param id the transaction's
 * @param createdDirs folders that were not there before
 */
public record Backup(String id, List<Entry> entries, List<String> createdDirs) {

  /**
   * One file as it was.
   *
   * @param stored its name in the backup
   * @param present false: there was no such file
   */
  public record Entry(String path, String stored, boolean present) {}

  /** A file's text as it was; empty: there was none. */
  public Optional<String> content(Entry entry, Facts facts) {
    return entry.present()
        ? facts.text(Facts.STATE + "/backups/" + id + "/" + entry.stored())
        : Optional.empty();
  }

  static Backup parse(String id, String manifest) {
    List<Entry> entries = new ArrayList<>();
    List<String> dirs = new ArrayList<>();
    for (String line : manifest.split("\n", -1)) {
      String[] words = line.split(" ", 3);
      if (words.length == 3) {
        switch (words[0]) {
          case "present", "absent" ->
              entries.add(new Entry(words[2], words[1], words[0].equals("present")));
          case "nodir" -> dirs.add(words[2]);
          default -> {}
        }
      }
    }
    return new Backup(id, List.copyOf(entries), List.copyOf(dirs));
  }
}
