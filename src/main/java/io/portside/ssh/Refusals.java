package io.portside.ssh;

import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.problem.Untrusted;
import io.portside.ssh.Elevation.Method;
import java.util.List;

/** Why a command ended before the script began, in words; nothing was done on the host. */
final class Refusals {
  private static final int SHOWN = 200;

  /**
   * The words, in the C locale, of those who may not: sudo's (its logging.c, policy.c), sudo-rs's,
   * doas's, and PAM's (its pam_strerror.c), which are su's too. sudo repeats the command then.
   */
  private static final List<String> FORBIDDEN =
      List.of(
          "sudoers",
          "not allowed",
          "may not run",
          Marks.READY,
          "Operation not permitted",
          "Permission denied",
          "does not exist",
          "unknown user",
          "unknown target user",
          "has expired",
          "not available");

  private static final List<String> PASSWORD =
      List.of("password", "authentication", "Authentication required", "Authorization required");

  private Refusals() {}

  /**
   * Reads the wrapper's exit status first and what was said second.
   *
   * @param answered the password was asked for and given
   */
  static Problem explain(Elevation elevation, int exit, boolean answered, String errors) {
    if (elevation.method() == Method.NONE) {
      return unusableShell(exit, errors);
    } else if (exit == Elevation.MISSING) {
      return missing(elevation.exe());
    } else if (exit == Elevation.NO_TERMINAL) {
      return noTerminal(elevation, errors);
    } else if (wantsTerminal(elevation, errors)) {
      return notAllowed(
          "the host's sudo wants a terminal (requiretty)" + said(errors),
          "take `requiretty` out of the host's sudoers, at least for this user");
    } else if (FORBIDDEN.stream().anyMatch(errors::contains)) {
      return notAllowed(
          name(elevation)
              + " does not let the login user become "
              + elevation.user()
              + said(errors),
          permit(elevation.method()));
    } else if (answered) {
      return wrongPassword(elevation, said(errors));
    } else if (PASSWORD.stream().anyMatch(errors::contains)) {
      return passwordNeeded(elevation);
    }
    return notAllowed(
        name(elevation) + " ended with status " + exit + said(errors), permit(elevation.method()));
  }

  /** Whether sudo refused because it had no terminal. */
  static boolean wantsTerminal(Elevation elevation, String errors) {
    return elevation.method() == Method.SUDO && errors.contains("a tty");
  }

  /**
   * It was answered once, and asked again or ended.
   *
   * @param said what the program said to it, after a colon; may be empty
   */
  static Problem wrongPassword(Elevation elevation, String said) {
    return Problem.of(
        ProblemCode.SUDO_PASSWORD_WRONG,
        name(elevation) + " did not take the password; it was tried once" + said,
        "correct ansible_become_password, or type it again with -K");
  }

  static Problem passwordNeeded(Elevation elevation) {
    return Problem.of(
        ProblemCode.SUDO_PASSWORD_NEEDED,
        name(elevation) + " wants a password and none is given",
        "give it with -K, --become-password-file or ansible_become_password");
  }

  private static Problem missing(String tool) {
    return Problem.of(
        ProblemCode.SUDO_MISSING,
        "the host has no " + tool,
        "install it, set ansible_become_method to another one, or log in as root");
  }

  private static Problem noTerminal(Elevation elevation, String errors) {
    return Problem.of(
        ProblemCode.BECOME_UNSUPPORTED,
        name(elevation) + " needs a terminal, and the host gives none" + said(errors),
        "let sshd give the login one (PermitTTY) and install stty, or use sudo");
  }

  private static Problem notAllowed(String what, String hint) {
    return Problem.of(ProblemCode.SUDO_NOT_ALLOWED, what, hint);
  }

  private static String permit(Method method) {
    return switch (method) {
      case NONE, SUDO ->
          "give the login user the right in /etc/sudoers.d, or log in as another user";
      case DOAS -> "permit the login user in doas.conf, or log in as another user";
      case SU -> "look at the host's /etc/pam.d/su and at the account, or log in as another user";
    };
  }

  private static String name(Elevation elevation) {
    return elevation.method().program();
  }

  private static Problem unusableShell(int exit, String errors) {
    return Problem.of(
        ProblemCode.SHELL_UNUSABLE,
        "the login shell ended with status " + exit + " and did not start sh" + said(errors),
        "log in as a user whose shell runs commands, without a forced command");
  }

  private static String said(String errors) {
    String line = Untrusted.line(errors, SHOWN);
    return line.isEmpty() ? "" : ": " + line;
  }
}
