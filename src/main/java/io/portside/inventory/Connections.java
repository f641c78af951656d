package io.portside.inventory;

import io.portside.inventory.HostVariables.Found;
import io.portside.problem.InputException;
import io.portside.problem.Suggestion;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * From a host's {@code ansible_*} variables over the command line's defaults to its {@link
 * Connection}. As in Ansible, options in {@code ansible_ssh_args} beat the variables, those in the
 * common and extra arguments do not.
 */
public final class Connections {
  private static final int DAY_SECONDS = 86_400;
  private static final String BUILTIN = "ansible.builtin.";
  private static final List<String> METHODS = List.of("sudo", "doas", "su");

  private final Host host;
  private final ConnectionDefaults defaults;
  private final HostVariables vars;

  private Connections(Host host, ConnectionDefaults defaults, Problems problems) {
    this.host = host;
    this.defaults = defaults;
    this.vars = new HostVariables(host, problems);
  }

  /**
   * The connection of one host.
   *
   * @throws InputException with all values that cannot be used
   */
  public static Connection of(Host host, ConnectionDefaults defaults) {
    return of(List.of(host), defaults).getFirst();
  }

  /**
   * The connections of several hosts, in their order.
   *
   * @throws InputException with all values of all hosts that cannot be used
   */
  public static List<Connection> of(List<Host> hosts, ConnectionDefaults defaults) {
    var problems = new Problems();
    List<Connection> connections =
        hosts.stream().map(host -> new Connections(host, defaults, problems).build()).toList();
    problems.throwIfAny();
    return connections;
  }

  /**
   * Where several hosts are, in their order, without a look at what else it takes to log in.
   *
   * @throws InputException with all values of all hosts that cannot be used
   */
  public static List<Destination> destinations(List<Host> hosts) {
    var problems = new Problems();
    List<Destination> destinations =
        hosts.stream().map(host -> destination(host, new HostVariables(host, problems))).toList();
    problems.throwIfAny();
    return destinations;
  }

  private static Destination destination(Host host, HostVariables vars) {
    return new Destination(
        vars.text(ConnectionVariables.ADDRESS).orElse(host.name()),
        vars.integer(ConnectionVariables.PORT, 1, 65535),
        vars.text(ConnectionVariables.USER));
  }

  private Connection build() {
    SshArguments first = arguments(ConnectionVariables.SSH_ARGS);
    SshArguments common = arguments(ConnectionVariables.COMMON_ARGS);
    SshArguments extra = arguments(ConnectionVariables.EXTRA_ARGS);
    List<SshArguments> arguments = List.of(first, common, extra);
    var options = new LayeredOptions(first, List.of(common, extra));
    Destination destination = destination(host, vars);
    return new Connection(
        host.name(),
        destination.address(),
        options.integer("port", destination.port(), 1, 65535, this::badOption),
        options.text("user", destination.user()).or(defaults::user),
        password(ConnectionVariables.PASSWORD).or(defaults::password),
        keys(arguments),
        options
            .integer(
                "connecttimeout",
                vars.integer(ConnectionVariables.TIMEOUT, 1, DAY_SECONDS),
                1,
                DAY_SECONDS,
                this::badOption)
            .map(Duration::ofSeconds)
            .or(defaults::connectTimeout),
        hostKeyChecking(options),
        isLocal(),
        become(),
        overrides(arguments));
  }

  private SshArguments arguments(List<String> name) {
    Optional<Found> found = vars.find(name);
    if (found.isEmpty()) {
      return SshArguments.NONE;
    }
    try {
      SshArguments arguments = SshArguments.parse(found.get().text());
      for (String option : arguments.refused()) {
        vars.unsupported(
            found.get(),
            "has " + found.get().quoted(option) + ", which is not supported",
            "put it into the ssh configuration (--ssh-config), or remove it");
      }
      return arguments;
    } catch (ShellWords.SplitException e) {
      vars.invalid(found.get(), "cannot be split: " + e.getMessage(), "close the quote");
      return SshArguments.NONE;
    }
  }

  private void badOption(String option, String value) {
    argumentsVariable()
        .ifPresent(
            found ->
                vars.invalid(
                    found,
                    "has the ssh option " + option + " with " + found.quoted(value),
                    "give a value that ssh_config(5) allows"));
  }

  private SshOverrides overrides(List<SshArguments> arguments) {
    Optional<Integer> retries = vars.integer(ConnectionVariables.RETRIES, 0, 1000);
    if (arguments.stream().allMatch(SshArguments.NONE::equals)) {
      return new SshOverrides(Optional.empty(), List.of(), retries);
    }
    Optional<String> config = first(arguments, SshArguments.CONFIG);
    Optional<String> way = arguments.stream().flatMap(each -> each.way().stream()).findFirst();
    return new SshOverrides(
        config.flatMap(name -> existing(name, "the ssh configuration", argumentsVariable())),
        SshArguments.CONFIGURED.stream()
            .filter(
                option -> option.equals(way.orElse(option)) || !SshArguments.WAYS.contains(option))
            .flatMap(option -> first(arguments, option).map(value -> option + "=" + value).stream())
            .toList(),
        retries);
  }

  private static Optional<String> first(List<SshArguments> arguments, String option) {
    return arguments.stream().flatMap(a -> a.value(option).stream()).findFirst();
  }

  private List<Path> keys(List<SshArguments> arguments) {
    List<Path> keys = new ArrayList<>();
    vars.text(ConnectionVariables.KEY)
        .flatMap(name -> existing(name, "the key file", vars.find(ConnectionVariables.KEY)))
        .ifPresent(keys::add);
    arguments.stream()
        .flatMap(each -> each.identityFiles().stream())
        .flatMap(name -> existing(name, "the key file", argumentsVariable()).stream())
        .forEach(keys::add);
    return keys.isEmpty() ? defaults.privateKeys() : List.copyOf(keys);
  }

  private Optional<Found> argumentsVariable() {
    return vars.find(ConnectionVariables.SSH_ARGS)
        .or(() -> vars.find(ConnectionVariables.COMMON_ARGS))
        .or(() -> vars.find(ConnectionVariables.EXTRA_ARGS));
  }

  /** A file that a variable names: told now if it is missing, not when each host is contacted. */
  private Optional<Path> existing(String name, String what, Optional<Found> found) {
    Optional<Path> path = Optional.empty();
    String wrong = "does not exist";
    try {
      path = Optional.of(HomePath.expand(name)).filter(p -> name.equals("none") || Files.exists(p));
    } catch (InvalidPathException e) {
      wrong = "is no path: " + e.getReason();
    }
    if (path.isEmpty() && found.isPresent()) {
      vars.invalid(
          found.get(),
          "names " + what + " " + found.get().quoted(name) + ", which " + wrong,
          "give the full path of a file on this machine");
    }
    return path;
  }

  /** {@code accept-new} keeps the check on: whether new keys may be added is a run's decision. */
  private boolean hostKeyChecking(LayeredOptions options) {
    Optional<Boolean> variable = vars.flag(ConnectionVariables.KEY_CHECKING);
    String option =
        options.text("stricthostkeychecking", variable.filter(on -> !on).map(_ -> "no")).orElse("");
    return switch (option) {
      case "" -> variable.orElse(defaults.hostKeyChecking());
      case "no", "off" -> false;
      case "yes", "accept-new" -> true;
      default -> {
        badOption("StrictHostKeyChecking", option);
        yield true;
      }
    };
  }

  private boolean isLocal() {
    Optional<Found> found = vars.find(ConnectionVariables.CONNECTION);
    String plugin = withoutCollection(found.map(Found::text).orElse("ssh"));
    return switch (plugin) {
      case "local" -> true;
      case "ssh", "smart", "paramiko", "paramiko_ssh" -> false;
      default -> {
        found.ifPresent(
            f -> vars.unsupported(f, "is " + f.shown(), "only ssh and local are supported"));
        yield false;
      }
    };
  }

  private static String withoutCollection(String plugin) {
    return plugin.startsWith(BUILTIN) ? plugin.substring(BUILTIN.length()) : plugin;
  }

  private Become become() {
    Become base = defaults.become();
    Optional<Found> found = vars.find(ConnectionVariables.BECOME_METHOD);
    String method = withoutCollection(found.map(Found::text).orElse(base.method()));
    if (found.isPresent() && !METHODS.contains(method)) {
      vars.invalid(
          found.get(),
          "is " + found.get().shown(),
          Suggestion.hint(method, METHODS, "use sudo, doas or su"));
    }
    return new Become(
        vars.flag(ConnectionVariables.BECOME).or(base::enabled),
        method,
        vars.text(ConnectionVariables.BECOME_USER).orElse(base.user()),
        password(ConnectionVariables.BECOME_PASSWORD).or(base::password),
        becomeExe(),
        becomeFlags(method));
  }

  private Optional<String> becomeExe() {
    Optional<String> exe = vars.text(ConnectionVariables.BECOME_EXE);
    if (exe.isPresent() && !BecomeFlags.isPlainPath(exe.get())) {
      vars.find(ConnectionVariables.BECOME_EXE)
          .ifPresent(
              found ->
                  vars.invalid(
                      found,
                      "is " + found.shown() + ", not one program",
                      "give a name or a path; its options go into ansible_become_flags"));
      return Optional.empty();
    }
    return exe;
  }

  private Optional<List<String>> becomeFlags(String method) {
    Optional<Found> found = vars.find(ConnectionVariables.BECOME_FLAGS);
    Optional<String> flags = vars.text(ConnectionVariables.BECOME_FLAGS);
    if (found.isEmpty() || flags.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(BecomeFlags.parse(method, flags.get()));
    } catch (ShellWords.SplitException e) {
      vars.unsupported(
          found.get(),
          "is " + found.get().shown() + (found.get().value().secret() ? "" : ": " + e.getMessage()),
          switch (method) {
            case "su" -> "use -, -l, -m or -p; Portside adds -s and -c itself";
            case "doas" -> "remove it; Portside adds -n and -u itself";
            default ->
                "use flags such as -H, -E, -i or -g GROUP; Portside adds -n or -S, -p and -u"
                    + " itself";
          });
      return Optional.empty();
    }
  }

  /** A line end at its end came with the file or pipe it was made from. */
  private Optional<Secret> password(List<String> aliases) {
    return vars.text(aliases).map(text -> new Secret(text.replaceAll("[\\r\\n]+$", "")));
  }
}
