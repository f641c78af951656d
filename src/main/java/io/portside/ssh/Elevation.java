package io.portside.ssh;

import io.portside.inventory.Become;
import io.portside.inventory.Secret;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How a command becomes another user.
 *
 * @param user whom to become; the login user where the method is {@link Method#NONE}
 * @param exe the program to call; plain characters only
 * @param flags of the program, besides those for password and user; plain characters only
 * @param terminal the command gets a terminal: su and doas ask for a password nowhere else, and
 *     sudo may be told to want one ({@code requiretty})
 */
record Elevation(
    Method method,
    String user,
    Optional<Secret> password,
    String exe,
    List<String> flags,
    boolean terminal) {

  enum Method {
    NONE,
    SUDO,
    DOAS,
    SU;

    /** The program's own name. */
    String program() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Exit status of our wrapper where the host lacks the program. */
  static final int MISSING = 93;

  /** Exit status of our wrappers where a terminal cannot be set up: there is none, or no stty. */
  static final int NO_TERMINAL = 94;

  /** So that a name needs no quotes and is never taken for an option. */
  private static final Pattern USER = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*\\$?");

  /**
   * Nothing is done where the login user is already the one to become, as Ansible does.
   *
   * @throws SshException the user to become cannot be one
   */
  static Elevation of(Become become, String loginUser) throws SshException {
    boolean wanted = become.enabled().orElse(!loginUser.equals("root"));
    if (!wanted || become.user().equals(loginUser)) {
      return new Elevation(Method.NONE, loginUser, Optional.empty(), "", List.of(), false);
    }
    if (!USER.matcher(become.user()).matches()) {
      throw unsupported(
          "“" + become.user() + "” cannot be a user name",
          "set ansible_become_user (--become-user) to a user of the host");
    }
    return switch (become.method()) {
      case "sudo" -> of(Method.SUDO, become, List.of("-H"), false);
      case "doas" -> of(Method.DOAS, become, List.of(), become.password().isPresent());
      case "su" -> of(Method.SU, become, List.of(), true);
      default ->
          throw unsupported(
              "the become method “" + become.method() + "” is not supported",
              "set ansible_become_method (--become-method) to sudo, doas or su");
    };
  }

  private static Elevation of(
      Method method, Become become, List<String> usualFlags, boolean terminal) {
    return new Elevation(
        method,
        become.user(),
        become.password(),
        become.exe().orElse(method.program()),
        become.flags().orElse(usualFlags),
        terminal);
  }

  private static SshException unsupported(String what, String hint) {
    return new SshException(Problem.of(ProblemCode.BECOME_UNSUPPORTED, what, hint), false);
  }

  /**
   * For a way to a host that has no terminals.
   *
   * @throws SshException it does not work without one
   */
  Elevation withoutTerminal() throws SshException {
    if (terminal) {
      throw unsupported(
          method.program() + " asks for its password on a terminal, which local connections lack",
          "set ansible_become_method to sudo, or run Portside as root");
    }
    return this;
  }

  /** The same on a terminal. */
  Elevation onTerminal() {
    return new Elevation(method, user, password, exe, flags, true);
  }

  /** Whether the script may go out only when the ready mark shows, as a question may come first. */
  boolean mayAsk() {
    return password.isPresent() || terminal;
  }

  /**
   * The line for the login shell: only plain words and single-quoted text without quotes,
   * backslashes, line ends or {@code !}, which sh, csh and fish read alike. The C locale, because
   * what sudo says is read, and so is what scripts read from other programs.
   */
  String line(Marks marks, RemoteScript script) {
    String announced =
        (terminal ? raw(marks) : "")
            + "sh -c 'LC_ALL=C; export LC_ALL; echo "
            + marks.ready()
            + " $$; exec \"$@\"' portside "
            + (terminal ? script.commandOnTerminal() : script.command());
    return switch (method) {
      case NONE -> announced;
      case SUDO -> calling(marks) + askForPassword(marks) + " -u " + user + " -- " + announced;
      case DOAS ->
          calling(marks) + (password.isPresent() ? "" : "-n ") + "-u " + user + " " + announced;
      case SU ->
          calling(marks) + "-s /bin/sh -c 'exec \"$@\"' -- " + user + " portside " + announced;
    };
  }

  private String askForPassword(Marks marks) {
    return password.isPresent() ? "-S -p " + marks.prompt() : "-n";
  }

  private String calling(Marks marks) {
    return "sh -c 'command -v "
        + exe
        + " >/dev/null || exit "
        + MISSING
        + "; LC_ALL=C; export LC_ALL; "
        + (terminal ? "stty -echo || exit " + NO_TERMINAL + "; echo " + marks.calling() + "; " : "")
        + "exec \"$@\"' portside "
        + exe
        + " "
        + flags.stream().map(flag -> flag + " ").collect(Collectors.joining());
  }

  /**
   * A terminal that changes no byte and takes none for a command. It carries stdout only; stderr is
   * kept back until the end.
   */
  private static String raw(Marks marks) {
    return "sh -c 'stty raw -echo || exit "
        + NO_TERMINAL
        + "; exec 3>&1; said=$(\"$@\" 2>&1 >&3 3>&-); code=$?; printf %s%s "
        + marks.errors()
        + " \"$said\"; exit $code' portside ";
  }
}
