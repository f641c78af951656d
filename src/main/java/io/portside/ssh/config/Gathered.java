package io.portside.ssh.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The values found so far: of most keywords the first counts, some gather all. */
final class Gathered {
  private static final int MAX_FILES = 100;

  private final Map<String, List<String>> values = new LinkedHashMap<>();
  private final Map<String, String> places = new LinkedHashMap<>();

  boolean has(String keyword) {
    return values.containsKey(keyword);
  }

  /** All values of a keyword as one. */
  Optional<String> text(String keyword) {
    return Optional.ofNullable(values.get(keyword)).map(all -> String.join(" ", all));
  }

  /** Where the value of a keyword stands. */
  String place(String keyword) {
    return places.getOrDefault(keyword, "");
  }

  void take(Keywords.Kind kind, String keyword, ConfigLine line) throws Stop {
    List<String> found = Values.of(kind, line);
    boolean unset =
        switch (kind) {
          case COMMAND -> !has(keyword) && text("proxyjump").orElse("none").equals("none");
          case JUMPS -> !has(keyword) && !has("proxycommand");
          default -> !has(keyword);
        };
    if (kind == Keywords.Kind.FILE) {
      add(keyword, found.getFirst(), line);
    } else if (unset && !found.isEmpty()) {
      values.put(keyword, found);
      places.put(keyword, line.place());
    }
  }

  List<String> all(String keyword) {
    return values.getOrDefault(keyword, List.of());
  }

  void put(String keyword, List<String> all) {
    values.put(keyword, all);
  }

  void putIfAbsent(String keyword, String value) {
    values.putIfAbsent(keyword, List.of(value));
  }

  void remove(String keyword) {
    values.remove(keyword);
  }

  /** What ssh tells as one line is one value. */
  Map<String, List<String>> told() {
    Map<String, List<String>> told = new LinkedHashMap<>();
    values.forEach(
        (keyword, all) ->
            told.put(
                keyword,
                Keywords.FOLLOWED.get(keyword) == Keywords.Kind.FILE
                    ? List.copyOf(all)
                    : List.of(String.join(" ", all))));
    return Map.copyOf(told);
  }

  private void add(String keyword, String value, ConfigLine line) throws Stop {
    List<String> all = values.computeIfAbsent(keyword, _ -> new ArrayList<>());
    places.putIfAbsent(keyword, line.place());
    if (!all.contains(value)) {
      if (all.size() == MAX_FILES) {
        throw line.invalid("more than " + MAX_FILES + " files");
      }
      all.add(value);
    }
  }
}
