package io.portside.ssh;

import io.portside.inventory.Become;
import io.portside.inventory.Secret;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How a command becomes another user.
 *
 * @param user whom to become; the login user where the method is {@link Method#NONE}
 * @param password for sudo only
 * @param exe the program to call; plain characters only
 * @param flags of sudo, besides those for password and user; plain characters only
 */
record Elevation(
    Method method, String user, Optional<Secret> password, String exe, List<String> flags) {

  enum Method {
    NONE,
    SUDO,
    DOAS
  }

  /** Exit status of our wrapper where the host has no sudo (or doas). */
  static final int MISSING = 93;

  /** So that a name needs no quotes and is never taken for an option. */
  private static final Pattern USER = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*\\$?");

  /**
   * Nothing is done where the login user is already the one to become, as Ansible does.
   *
   * @throws SshException the method is not one that works without a terminal
   */
  static Elevation of(Become become, String loginUser) throws SshException {
    boolean wanted = become.enabled().orElse(!loginUser.equals("root"));
    if (!wanted || become.user().equals(loginUser)) {
      return new Elevation(Method.NONE, loginUser, Optional.empty(), "", List.of());
    }
    if (!USER.matcher(become.user()).matches()) {
      throw unsupported(
          "“" + become.user() + "” cannot be a user name",
          "set ansible_become_user (--become-user) to a user of the host");
    }
    return switch (become.method()) {
      case "sudo" ->
          new Elevation(
              Method.SUDO,
              become.user(),
              become.password(),
              become.exe().orElse("sudo"),
              become.flags().orElse(List.of("-H")));
      case "doas" ->
          new Elevation(
              Method.DOAS, become.user(), Optional.empty(), become.exe().orElse("doas"), List.of());
      default ->
          throw unsupported(
              "the become method “"
                  + become.method()
                  + "” is not supported: it reads its password from a terminal only",
              "set ansible_become_method (--become-method) to sudo or doas, or log in as root");
    };
  }

  private static SshException unsupported(String what, String hint) {
    return new SshException(Problem.of(ProblemCode.BECOME_UNSUPPORTED, what, hint), false);
  }

  /**
   * The line for the login shell: only plain words and single-quoted text without quotes,
   * backslashes, line ends or {@code !}, which sh, csh and fish read alike. The C locale, because
   * what sudo says is read, and so is what scripts read from other programs.
   *
   * @param scriptCommand {@link RemoteScript#command()}
   */
  String line(Marks marks, String scriptCommand) {
    String announced =
        "sh -c 'LC_ALL=C; export LC_ALL; echo "
            + marks.ready()
            + " $$; exec \"$@\"' portside "
            + scriptCommand;
    return switch (method) {
      case NONE -> announced;
      case SUDO ->
          where(exe)
              + " "
              + flags.stream().map(flag -> flag + " ").collect(Collectors.joining())
              + askForPassword(marks)
              + " -u "
              + user
              + " -- "
              + announced;
      case DOAS -> where(exe) + " -n -u " + user + " " + announced;
    };
  }

  private String askForPassword(Marks marks) {
    return password.isPresent() ? "-S -p " + marks.prompt() : "-n";
  }

  private static String where(String tool) {
    return "sh -c 'command -v "
        + tool
        + " >/dev/null || exit "
        + MISSING
        + "; LC_ALL=C; export LC_ALL; exec \"$@\"' portside "
        + tool;
  }
}
