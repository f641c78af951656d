package io.portside.inventory;

import io.portside.inventory.HostVariables.Found;
import io.portside.problem.InputException;
import io.portside.problem.ProblemCode;
import io.portside.problem.Suggestion;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
  private final Problems problems;

  private Connections(Host host, ConnectionDefaults defaults, Problems problems) {
    this.host = host;
    this.defaults = defaults;
    this.problems = problems;
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

  private Connection build() {
    SshArguments first = arguments(ConnectionVariables.SSH_ARGS);
    SshArguments common = arguments(ConnectionVariables.COMMON_ARGS);
    SshArguments extra = arguments(ConnectionVariables.EXTRA_ARGS);
    var options = new LayeredOptions(first, List.of(common, extra));
    vars.integer(ConnectionVariables.RETRIES, 0, 1000);
    return new Connection(
        host.name(),
        vars.text(ConnectionVariables.ADDRESS).orElse(host.name()),
        options.integer(
            "port", vars.integer(ConnectionVariables.PORT, 1, 65535), 1, 65535, this::badOption),
        options.text("user", vars.text(ConnectionVariables.USER)).or(defaults::user),
        vars.text(ConnectionVariables.PASSWORD).map(Secret::new).or(defaults::password),
        keys(List.of(first, common, extra)),
        options
            .integer(
                "connecttimeout",
                vars.integer(ConnectionVariables.TIMEOUT, 1, DAY_SECONDS),
                1,
                DAY_SECONDS,
                this::badOption)
            .map(Duration::ofSeconds)
            .orElse(defaults.connectTimeout()),
        hostKeyChecking(options),
        isLocal(),
        become());
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
            "has '" + option + "', which is not supported",
            "put it into the ssh configuration (--ssh-config), or remove it");
      }
      return arguments;
    } catch (ShellWords.SplitException e) {
      vars.invalid(found.get(), "cannot be split: " + e.getMessage(), "close the quote");
      return SshArguments.NONE;
    }
  }

  private void badOption(String option, String value) {
    problems.error(
        ProblemCode.VARIABLE_INVALID,
        vars.find(ConnectionVariables.SSH_ARGS)
            .or(() -> vars.find(ConnectionVariables.COMMON_ARGS))
            .or(() -> vars.find(ConnectionVariables.EXTRA_ARGS))
            .map(found -> found.value().origin())
            .orElse(""),
        "host '%s': the ssh option %s is '%s'".formatted(host.name(), option, value),
        "give a value that ssh_config(5) allows");
  }

  private List<Path> keys(List<SshArguments> arguments) {
    Optional<Found> key = vars.find(ConnectionVariables.KEY);
    List<Path> keys = new ArrayList<>();
    Stream.concat(
            vars.text(ConnectionVariables.KEY).stream(),
            arguments.stream().flatMap(a -> a.identityFiles().stream()))
        .forEach(
            name -> {
              try {
                keys.add(HomePath.expand(name));
              } catch (InvalidPathException e) {
                problems.error(
                    ProblemCode.VARIABLE_INVALID,
                    key.map(found -> found.value().origin()).orElse(""),
                    "host '%s': the key file '%s' is no path: %s"
                        .formatted(host.name(), name, e.getReason()),
                    "give the full path of the private key");
              }
            });
    return keys.isEmpty() ? defaults.privateKeys() : List.copyOf(keys);
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
            f -> vars.unsupported(f, "is '" + plugin + "'", "only ssh and local are supported"));
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
          "is '" + method + "'",
          Suggestion.hint(method, METHODS, "use sudo, doas or su"));
    }
    refuseUnless(ConnectionVariables.BECOME_EXE, List.of("", method));
    refuseUnless(ConnectionVariables.BECOME_FLAGS, List.of("", "-H -S -n", "-n", "-H -S"));
    return new Become(
        vars.flag(ConnectionVariables.BECOME).or(base::enabled),
        method,
        vars.text(ConnectionVariables.BECOME_USER).orElse(base.user()),
        vars.text(ConnectionVariables.BECOME_PASSWORD).map(Secret::new).or(base::password));
  }

  private void refuseUnless(List<String> aliases, List<String> harmless) {
    vars.find(aliases)
        .filter(found -> !harmless.contains(found.text().strip()))
        .ifPresent(
            found ->
                vars.unsupported(
                    found, "is '" + found.text() + "', which is not supported", "remove it"));
  }
}
