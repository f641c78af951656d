package io.portside.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A dockerd command line as it stands in an {@code ExecStart=} or in {@code DOCKER_OPTS}: words
 * with their quotes and {@code $VARIABLES} as written, so that what is kept is kept to the letter.
 * Flags as in moby's {@code cmd/dockerd/options.go} and spf13/pflag: {@code -H x}, {@code -Hx},
 * {@code -H=x}, {@code --host x}, {@code --host=x}, {@code -DH x}.
 */
public record DockerdCommand(List<String> words) {
  private static final Set<String> OWNED_WITH_VALUE =
      Set.of("--host", "--tlscacert", "--tlscert", "--tlskey");
  private static final Pattern BRACED = Pattern.compile("\\$\\{(\\w+)}");
  private static final Set<String> OWNED_SWITCH = Set.of("--tls", "--tlsverify");

  /** Splits at white space outside quotes; quotes and backslashes stay in the words. */
  public static DockerdCommand parse(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote == 0 && Character.isWhitespace(c)) {
        if (!word.isEmpty()) {
          words.add(word.toString());
          word.setLength(0);
        }
        continue;
      }
      word.append(c);
      if (c == '\\' && i + 1 < text.length()) {
        word.append(text.charAt(++i));
      } else if (c == quote) {
        quote = 0;
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      }
    }
    if (!word.isEmpty()) {
      words.add(word.toString());
    }
    return new DockerdCommand(List.copyOf(words));
  }

  /** Values of all {@code -H}/{@code --host} flags. */
  public List<String> hosts() {
    List<String> found = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      String word = plain(words.get(i));
      int owned = ownedWords(i);
      if (owned > 0 && !word.startsWith("--tls")) {
        String value =
            owned == 2 ? plain(words.get(i + 1)) : word.replaceFirst("^(--host=|-D*H=?)", "");
        found.add(value);
      }
    }
    return found;
  }

  /** Whether a flag turns TLS on or names its files. */
  public boolean tls() {
    for (int i = 0; i < words.size(); i++) {
      String word = plain(words.get(i));
      if (ownedWords(i) > 0 && word.startsWith("--tls") && !word.endsWith("=false")) {
        return true;
      }
    }
    return false;
  }

  /** Whether a flag that Portside owns is among the words. */
  public boolean hasOwned() {
    return !withoutOwned().equals(this);
  }

  /** The same without {@code -H}, {@code --host} and {@code --tls*} in every spelling. */
  public DockerdCommand withoutOwned() {
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      int owned = ownedWords(i);
      if (owned == 0) {
        kept.add(words.get(i));
        continue;
      }
      String word = plain(words.get(i));
      if (word.matches("-D+H.*")) {
        kept.add("-D");
      }
      i += owned - 1;
    }
    return new DockerdCommand(List.copyOf(kept));
  }

  /**
   * Variables whose value holds a flag that Portside owns are replaced by their words; all others
   * stay as written.
   */
  public DockerdCommand resolveOwned(Map<String, String> environment) {
    List<String> resolved = new ArrayList<>();
    for (String word : words) {
      DockerdCommand value = parse(environment.getOrDefault(variable(word), ""));
      if (value.hasOwned()) {
        resolved.addAll(value.words());
      } else {
        resolved.add(word);
      }
    }
    return new DockerdCommand(List.copyOf(resolved));
  }

  /**
   * The arguments as dockerd gets them, without itself: quotes taken off, variables replaced as
   * systemd does (a word {@code $NAME} becomes words, {@code ${NAME}} text, what is not set
   * nothing). A word with one of systemd's {@code %} specifiers is left out.
   */
  public List<String> arguments(Map<String, String> environment) {
    List<String> all = new ArrayList<>();
    for (String word : words.subList(Math.min(1, words.size()), words.size())) {
      String bare = plain(word);
      if (bare.matches("\\$\\w+")) {
        all.addAll(parse(environment.getOrDefault(bare.substring(1), "")).plainWords());
      } else if (!bare.replace("%%", "").contains("%")) {
        all.add(
            BRACED
                .matcher(bare)
                .replaceAll(m -> Matcher.quoteReplacement(environment.getOrDefault(m.group(1), "")))
                .replace("$$", "$")
                .replace("%%", "%"));
      }
    }
    return all;
  }

  /** The words with their quotes taken off. */
  List<String> plainWords() {
    return words.stream().map(DockerdCommand::plain).toList();
  }

  /** The value of {@code --name value} or {@code --name=value}; empty where it is not given. */
  public String value(String name) {
    for (int i = 0; i < words.size(); i++) {
      String word = plain(words.get(i));
      if (word.equals(name) && i + 1 < words.size()) {
        return plain(words.get(i + 1));
      }
      if (word.startsWith(name + "=")) {
        return word.substring(name.length() + 1);
      }
    }
    return "";
  }

  /** The program, without systemd's prefixes; see systemd.service(5). */
  public String program() {
    return words.isEmpty() ? "" : plain(words.getFirst()).replaceFirst("^[@:+!-]+", "");
  }

  /** The same flags for another program. */
  DockerdCommand withProgram(String path) {
    List<String> changed = new ArrayList<>(words);
    changed.set(0, path);
    return new DockerdCommand(List.copyOf(changed));
  }

  /** It runs dockerd itself, not a shell or a wrapper whose words mean something else. */
  public boolean isDockerd() {
    String program = program();
    return program.substring(program.lastIndexOf('/') + 1).equals("dockerd");
  }

  /** As it goes behind {@code ExecStart=}. */
  public String text() {
    return String.join(" ", words);
  }

  // How many words from this one on make up a flag that Portside owns: 0, 1 or 2.
  private int ownedWords(int i) {
    String word = plain(words.get(i));
    boolean last = i + 1 == words.size();
    int equals = word.indexOf('=');
    String name = equals < 0 ? word : word.substring(0, equals);
    if (OWNED_SWITCH.contains(name)) {
      return 1;
    }
    if (OWNED_WITH_VALUE.contains(name)) {
      return equals >= 0 || last ? 1 : 2;
    }
    if (word.matches("-D*H.*")) {
      return word.endsWith("H") && !last ? 2 : 1;
    }
    return 0;
  }

  private static String variable(String word) {
    String bare = plain(word);
    if (bare.matches("\\$\\{\\w+}")) {
      return bare.substring(2, bare.length() - 1);
    }
    return bare.matches("\\$\\w+") ? bare.substring(1) : "";
  }

  private static String plain(String word) {
    StringBuilder text = new StringBuilder();
    char quote = 0;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c == '\\' && i + 1 < word.length()) {
        text.append(word.charAt(++i));
      } else if (c == quote) {
        quote = 0;
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }
}
