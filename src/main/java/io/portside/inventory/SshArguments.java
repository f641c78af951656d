package io.portside.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The options in an {@code ansible_ssh_*args} variable that Portside can follow. Any other is
 * refused by name: left out silently it could mean another host or a weaker check.
 *
 * @param options values by the name of {@code ssh_config(5)} in lower case; of one given twice the
 *     first counts, as in ssh
 * @param identityFiles in order
 * @param refused options that are not supported, as written
 */
record SshArguments(Map<String, String> options, List<String> identityFiles, List<String> refused) {
  private static final List<String> SUPPORTED =
      List.of("port", "user", "connecttimeout", "stricthostkeychecking");

  static final SshArguments NONE = new SshArguments(Map.of(), List.of(), List.of());

  /**
   * Takes the arguments apart as a shell would.
   *
   * @throws ShellWords.SplitException the quoting is wrong
   */
  static SshArguments parse(String arguments) throws ShellWords.SplitException {
    var result = new SshArguments(new TreeMap<>(), new ArrayList<>(), new ArrayList<>());
    var words = ShellWords.split(arguments, false).stream().map(ShellWords.Word::text).iterator();
    while (words.hasNext()) {
      String word = words.next();
      boolean takesValue = word.startsWith("-o") || word.startsWith("-i") || word.startsWith("-p");
      if (!takesValue || (word.length() == 2 && !words.hasNext())) {
        result.refused.add(word);
        continue;
      }
      String value = word.length() == 2 ? words.next() : word.substring(2);
      switch (word.substring(0, 2)) {
        case "-i" -> result.identityFiles.add(value);
        case "-p" -> result.options.putIfAbsent("port", value);
        default -> result.option(value);
      }
    }
    return result;
  }

  Optional<String> value(String option) {
    return Optional.ofNullable(options.get(option));
  }

  private void option(String assignment) {
    String[] parts = assignment.strip().split("\\s*=\\s*|\\s+", 2);
    String name = parts[0].toLowerCase(Locale.ROOT);
    String value = parts.length == 2 ? parts[1].strip() : "";
    if (value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")) {
      value = value.substring(1, value.length() - 1);
    }
    if (name.equals("identityfile") && !value.isEmpty()) {
      identityFiles.add(value);
    } else if (SUPPORTED.contains(name) && !value.isEmpty()) {
      options.putIfAbsent(name, value);
    } else {
      refused.add("-o " + assignment);
    }
  }
}
