package io.portside.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The options in an {@code ansible_ssh_*args} variable. Those that Portside follows, and those that
 * mean nothing to it, are taken; any other is refused by name: left out silently it could mean
 * another host or a weaker check.
 *
 * @param options values by the name of {@code ssh_config(5)} in lower case, {@code -F}'s by {@link
 *     #CONFIG}; of one given twice the first counts, as in ssh
 * @param identityFiles in order
 * @param refused options that are not supported, as written
 */
record SshArguments(Map<String, String> options, List<String> identityFiles, List<String> refused) {
  /** The name for {@code -F}, which is no keyword of a configuration. */
  static final String CONFIG = "-f";

  /** How to reach the host by another one or by a command: the one that is said first counts. */
  static final List<String> WAYS = List.of("proxyjump", "proxycommand");

  /** Followed as the same keywords of an ssh configuration are. */
  static final List<String> CONFIGURED =
      List.of(
          "hostname",
          "hostkeyalias",
          "userknownhostsfile",
          "globalknownhostsfile",
          "identityagent",
          "identitiesonly",
          "proxyjump",
          "proxycommand",
          "proxyusefdpass",
          "kexalgorithms",
          "ciphers",
          "macs",
          "hostkeyalgorithms",
          "pubkeyacceptedalgorithms",
          "addressfamily",
          "bindaddress",
          "serveraliveinterval",
          "serveralivecountmax");

  static final SshArguments NONE = new SshArguments(Map.of(), List.of(), List.of());

  private static final List<String> FOLLOWED =
      List.of("port", "user", "connecttimeout", "stricthostkeychecking");

  /** About comfort, the user's own terminal or a connection that is shared: no matter here. */
  private static final Set<String> WITHOUT_MEANING =
      Set.of(
          "addkeystoagent",
          "batchmode",
          "checkhostip",
          "compression",
          "connectionattempts",
          "controlmaster",
          "controlpath",
          "controlpersist",
          "escapechar",
          "forwardagent",
          "forwardx11",
          "gssapiauthentication",
          "gssapidelegatecredentials",
          "hashknownhosts",
          "ipqos",
          "kbdinteractiveauthentication",
          "loglevel",
          "numberofpasswordprompts",
          "passwordauthentication",
          "preferredauthentications",
          "pubkeyauthentication",
          "requesttty",
          "sendenv",
          "setenv",
          "tcpkeepalive",
          "updatehostkeys",
          "visualhostkey");

  private static final Pattern FLAGS_WITHOUT_MEANING = Pattern.compile("-[AaCKkqTtvXxYy]+");

  /** Without a value; what they mean as keywords. */
  private static final Map<String, String> FAMILIES = Map.of("-4", "inet", "-6", "inet6");

  /** With a value, which may follow in the same word. */
  private static final Map<String, String> LETTERS =
      Map.of(
          "-p", "port",
          "-l", "user",
          "-J", "proxyjump",
          "-b", "bindaddress",
          "-c", "ciphers",
          "-m", "macs",
          "-F", CONFIG,
          "-i", "identityfile",
          "-o", "");

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
      if (FAMILIES.containsKey(word)) {
        result.option("addressfamily", FAMILIES.get(word), word);
        continue;
      }
      String letter = word.length() < 2 ? word : word.substring(0, 2);
      Optional<String> name = Optional.ofNullable(LETTERS.get(letter));
      if (name.isEmpty() || (word.length() == 2 && !words.hasNext())) {
        if (!FLAGS_WITHOUT_MEANING.matcher(word).matches()) {
          result.refused.add(word);
        }
        continue;
      }
      String value = word.length() == 2 ? words.next() : word.substring(2);
      if (name.get().isEmpty()) {
        result.assignment(value);
      } else {
        result.option(name.get(), value, letter + " " + value);
      }
    }
    return result;
  }

  Optional<String> value(String option) {
    return Optional.ofNullable(options.get(option));
  }

  /** Which of the {@link #WAYS} is said. */
  Optional<String> way() {
    return WAYS.stream().filter(options::containsKey).findFirst();
  }

  private void assignment(String written) {
    String[] parts = written.strip().split("\\s*=\\s*|\\s+", 2);
    String value = parts.length == 2 ? parts[1].strip() : "";
    if (value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")) {
      value = value.substring(1, value.length() - 1);
    }
    option(parts[0].toLowerCase(Locale.ROOT), value, "-o " + written);
  }

  private void option(String name, String value, String written) {
    if (value.isEmpty()) {
      refused.add(written);
    } else if (name.equals("identityfile")) {
      identityFiles.add(value);
    } else if (FOLLOWED.contains(name) || CONFIGURED.contains(name) || name.equals(CONFIG)) {
      if (!WAYS.contains(name) || way().isEmpty()) {
        options.putIfAbsent(name, value);
      }
    } else if (!WITHOUT_MEANING.contains(name)) {
      refused.add(written);
    }
  }
}
