package io.portside.facts;

import java.util.ArrayList;
import java.util.List;

/**
 * A running container.
 *
 * @param id 64 hex digits
 * @param restartPolicy {@code no}, {@code always}, {@code unless-stopped}, {@code on-failure}
 */
public record Container(String id, int pid, String restartPolicy, String name) {

  static List<Container> parse(String lines) {
    List<Container> all = new ArrayList<>();
    for (String line : lines.split("\n", -1)) {
      String[] words = line.split(" ", 4);
      if (words.length == 4) {
        all.add(
            new Container(
                words[0],
                Numbers.intOr(words[1], 0),
                words[2],
                words[3].startsWith("/") ? words[3].substring(1) : words[3]));
      }
    }
    return List.copyOf(all);
  }
}
