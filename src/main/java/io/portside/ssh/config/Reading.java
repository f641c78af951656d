package io.portside.ssh.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** One question on its way through the files of the configuration. */
final class Reading {
  private static final int MAX_DEPTH = 16;

  /** Includes can multiply: what a fleet's configuration has is far below. */
  private static final int MAX_LINES = 2_000_000;

  private static final String NO_FILE = "none";

  /** In a command of {@code ProxyCommand} or {@code Match exec} they would be more than a name. */
  private static final Pattern UNFIT_HOST =
      Pattern.compile("^-|[\\s\\p{Cntrl}'`\"$\\\\;&<>|(){},]");

  private static final Pattern UNFIT_USER =
      Pattern.compile("^-|[\\p{Cntrl}'`\";&<>|(){}]|\\s-|\\\\$");

  /**
   * In what a line stands.
   *
   * @param users the user's own configuration, not the system's
   * @param never an included file where its includer does not apply: read, but nothing matches
   * @param depth how many files include it
   */
  private record Scope(boolean users, boolean never, int depth) {}

  private final Question question;
  private final LocalUser user;
  private final ConfigFiles files;
  private final boolean alone;
  private final Gathered gathered = new Gathered();
  private String host;
  private Optional<String> ignoredUnknown = Optional.empty();
  private boolean wantsFinal;
  private boolean finalPass;
  private int lines;

  Reading(Question question, LocalUser user, ConfigFiles files, boolean alone) {
    this.question = question;
    this.user = user;
    this.files = files;
    this.alone = alone;
    this.host = question.host();
  }

  Resolution resolve() {
    try {
      commandLine();
      readFiles();
      host = Addresses.canonical(hostname());
      canonicalize();
      if (wantsFinal) {
        gathered.put("hostname", List.of(host));
        finalPass = true;
        readFiles();
      }
      gathered.put("hostname", List.of(host));
      finish();
      return new Resolution.Known(gathered.told());
    } catch (Stop stop) {
      return stop.resolution();
    }
  }

  private void commandLine() throws Stop {
    for (String option : question.options()) {
      String place = "-o " + option;
      Optional<ConfigLine> line = ConfigLine.of(place, option);
      if (line.isPresent()) {
        switch (line.get().keyword()) {
          case "host", "match", "include" ->
              throw Stop.invalid(place, "it is for files only, no option");
          default -> setting(line.get(), true);
        }
      }
    }
    question.user().ifPresent(name -> gathered.putIfAbsent("user", name));
    if (UNFIT_HOST.matcher(question.host()).find()) {
      throw Stop.invalid("", "the host's name has characters that ssh refuses");
    }
    if (UNFIT_USER.matcher(gathered.text("user").orElse("")).find()) {
      throw Stop.invalid("", "the user's name has characters that ssh refuses");
    }
    question.port().ifPresent(port -> gathered.putIfAbsent("port", port.toString()));
  }

  private void readFiles() throws Stop {
    Scope users = new Scope(true, false, 0);
    if (question.file().isEmpty()) {
      Optional<ConfigFile> own = files.file(user.sshDirectory().resolve("config"), true);
      if (own.isPresent()) {
        read(own.get(), true, users);
      }
      if (user.systemDirectory().isPresent()) {
        Path path = user.systemDirectory().get().resolve("ssh_config");
        Optional<ConfigFile> system = files.file(path, false);
        if (system.isPresent()) {
          read(system.get(), true, new Scope(false, false, 0));
        }
      }
    } else if (!question.file().get().equalsIgnoreCase(NO_FILE)) {
      read(existing(Path.of(question.file().get()), false), true, users);
    }
  }

  private ConfigFile existing(Path path, boolean checked) throws Stop {
    return files
        .file(path, checked)
        .orElseThrow(() -> Stop.invalid(path.toString(), "there is no such file"));
  }

  /** Holds each line against the host; some apply before any Host or Match. */
  private void read(ConfigFile file, boolean applies, Scope scope) throws Stop {
    boolean active = applies;
    for (ConfigLine line : file.lines()) {
      lines++;
      if (lines > MAX_LINES) {
        throw Stop.tooMuch(line.place(), "more than " + MAX_LINES + " lines with all includes");
      }
      switch (line.keyword()) {
        case "host" -> active = hostMatches(line) && !scope.never();
        case "match" -> active = criteria(line, scope) && !scope.never();
        case "include" -> include(line, active, scope);
        default -> setting(line, active);
      }
    }
    if (file.end().isPresent()) {
      throw file.end().get();
    }
  }

  private boolean hostMatches(ConfigLine line) throws Stop {
    boolean matches = false;
    for (String pattern : line.words()) {
      if (pattern.isEmpty()) {
        throw line.invalid("empty argument");
      }
      boolean negated = pattern.startsWith("!");
      if (Wildcards.matches(host, pattern.substring(negated ? 1 : 0))) {
        if (negated) {
          return false;
        }
        matches = true;
      }
    }
    return matches;
  }

  private boolean criteria(ConfigLine line, Scope scope) throws Stop {
    String target = finalPass ? host : hostname();
    var subject =
        new Criteria.Subject(
            tokens(target, target), gathered.text("tag").orElse(""), finalPass, alone);
    Criteria criteria = Criteria.of(line, subject, !scope.never());
    wantsFinal |= criteria.wantsFinal() && !finalPass;
    return criteria.matches();
  }

  private void include(ConfigLine line, boolean active, Scope scope) throws Stop {
    for (String name : line.words()) {
      for (Path path : included(name, line, scope)) {
        lines++;
        if (scope.depth() == MAX_DEPTH) {
          throw line.invalid("more than " + MAX_DEPTH + " files include one another");
        }
        var inner = new Scope(scope.users(), scope.never() || !active, scope.depth() + 1);
        read(existing(path, true), active, inner);
      }
    }
  }

  private List<Path> included(String name, ConfigLine line, Scope scope) throws Stop {
    try {
      return files.named(anchored(name, line, scope));
    } catch (InvalidPathException e) {
      throw line.invalid("\"" + name + "\" can be no file's name");
    }
  }

  private String anchored(String name, ConfigLine line, Scope scope) throws Stop {
    if (name.isEmpty()) {
      throw line.invalid("empty argument");
    }
    boolean home = name.equals("~") || name.startsWith("~/");
    if (name.startsWith("~") && !scope.users()) {
      throw line.invalid("no \"~\" in the system's configuration");
    }
    if (!alone && (name.contains("%") || name.contains("${") || (name.startsWith("~") && !home))) {
      throw Stop.unsure(line.place() + ": Include " + name);
    }
    Path folder =
        scope.users() ? user.sshDirectory() : user.systemDirectory().orElse(user.sshDirectory());
    return home ? user.withHome(name) : folder.toAbsolutePath().resolve(name).toString();
  }

  private void setting(ConfigLine line, boolean active) throws Stop {
    String keyword = Keywords.OTHER_NAMES.getOrDefault(line.keyword(), line.keyword());
    Keywords.Kind kind = Keywords.FOLLOWED.get(keyword);
    if (keyword.equals("ignoreunknown")) {
      String list = line.word();
      ignoredUnknown = ignoredUnknown.or(() -> Optional.of(list).filter(_ -> active));
    } else if (kind != null) {
      if (!active) {
        List<String> _ = Values.of(kind, line);
      } else if (kind == Keywords.Kind.ALGORITHMS && !gathered.has(keyword) && !alone) {
        Algorithms.requireNames(line);
        gathered.take(kind, keyword, line);
      } else {
        gathered.take(kind, keyword, line);
      }
    } else if (!Keywords.ignored(keyword)
        && !Wildcards.anyCaseMatches(keyword, ignoredUnknown.orElse(""))) {
      throw Stop.invalid(line.place(), "bad configuration option: " + keyword);
    }
  }

  /** After {@code HostName}, as far as it is known yet. */
  private String hostname() throws Stop {
    Optional<String> hostname = gathered.text("hostname");
    return hostname.isPresent()
        ? Tokens.hostname(gathered.place("hostname"), hostname.get(), question.host())
        : question.host();
  }

  private Tokens tokens(String target, String alias) {
    return new Tokens(
        target,
        question.host(),
        gathered.text("port").orElse("22"),
        gathered.text("user").orElse(user.name()),
        gathered.text("hostkeyalias").orElse(alias),
        gathered.text("proxyjump").map(hops -> Jumps.last(hops).host()).orElse(""),
        user);
  }

  private void canonicalize() throws Stop {
    boolean wanted = !gathered.text("canonicalizehostname").orElse("false").equals("false");
    if (wanted || gathered.has("canonicalizepermittedcnames")) {
      String place =
          gathered.place(wanted ? "canonicalizehostname" : "canonicalizepermittedcnames");
      throw alone
          ? Stop.invalid(place, "names are made canonical by the program ssh, which is not here")
          : Stop.unsure(place + ": names are made canonical");
    }
  }

  private void finish() throws Stop {
    gathered.putIfAbsent("user", user.name());
    gathered.putIfAbsent("port", "22");
    Optional<String> alias = gathered.text("hostkeyalias");
    alias.ifPresent(name -> gathered.put("hostkeyalias", List.of(name.toLowerCase(Locale.ROOT))));
    proxies();
    Tokens tokens = tokens(host, question.host());
    for (String keyword : List.of("identityagent", "userknownhostsfile")) {
      List<String> expanded = new ArrayList<>();
      for (String file : gathered.all(keyword)) {
        expanded.add(tokens.all(gathered.place(keyword), file));
      }
      if (!expanded.isEmpty()) {
        gathered.put(keyword, expanded);
      }
    }
    List.of("tag", "canonicalizehostname").forEach(gathered::remove);
  }

  private void proxies() throws Stop {
    for (String keyword : List.of("proxyjump", "proxycommand")) {
      if (gathered.text(keyword).filter(NO_FILE::equals).isPresent()) {
        gathered.remove(keyword);
      }
    }
    Optional<String> jumps = gathered.text("proxyjump");
    if (jumps.isPresent()) {
      JumpSpec last = Jumps.last(jumps.get());
      String name = gathered.text("user").orElse(user.name());
      boolean same =
          last.host().equals(host)
              && last.port().orElse(22).toString().equals(gathered.text("port").orElse("22"))
              && last.user().orElse(name).equals(name);
      if (same) {
        throw Stop.invalid(
            gathered.place("proxyjump"), "proxyjump: " + host + " is to be reached through itself");
      }
    }
  }
}
