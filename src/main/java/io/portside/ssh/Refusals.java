package io.portside.ssh;

import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.problem.Untrusted;

/** Why a command ended before the script began, in words; nothing was done on the host. */
final class Refusals {
  private static final int SHOWN = 200;

  private Refusals() {}

  /**
   * Reads the wrapper's exit status first and what sudo said second. The words are those of sudo
   * (sudoers_plugin, check.c and logging.c) and of sudo-rs in the C locale.
   *
   * @param prompted sudo asked for the password and was given it
   */
  static Problem explain(Elevation elevation, int exit, boolean prompted, String errors) {
    String said = said(errors);
    return switch (elevation.method()) {
      case NONE -> unusableShell(exit, errors);
      case SUDO -> {
        if (exit == Elevation.MISSING) {
          yield missing(elevation.exe());
        } else if (errors.contains("a tty")) {
          yield notAllowed("the host's sudo wants a terminal (requiretty)" + said, "requiretty");
        } else if (errors.contains("sudoers")
            || errors.contains("not allowed")
            || errors.contains("may not run")) {
          yield notAllowed(
              "sudo does not let the login user become " + elevation.user() + said, "");
        } else if (prompted) {
          yield wrongPassword();
        } else if (errors.contains("password") || errors.contains("authentication")) {
          yield passwordNeeded();
        } else {
          yield notAllowed("sudo ended with status " + exit + said, "");
        }
      }
      case DOAS ->
          exit == Elevation.MISSING
              ? missing(elevation.exe())
              : Problem.of(
                  ProblemCode.SUDO_NOT_ALLOWED,
                  "doas did not let the login user become " + elevation.user() + said,
                  "doas reads a password from a terminal only: permit the user with `nopass` in"
                      + " doas.conf, or use sudo");
    };
  }

  static Problem wrongPassword() {
    return Problem.of(
        ProblemCode.SUDO_PASSWORD_WRONG,
        "sudo did not take the password; it was tried once",
        "correct ansible_become_password, or type it again with -K");
  }

  private static Problem passwordNeeded() {
    return Problem.of(
        ProblemCode.SUDO_PASSWORD_NEEDED,
        "sudo wants a password and none is given",
        "give it with -K, --become-password-file or ansible_become_password");
  }

  private static Problem missing(String tool) {
    return Problem.of(
        ProblemCode.SUDO_MISSING,
        "the host has no " + tool,
        "install it, set ansible_become_method to another one, or log in as root");
  }

  private static Problem notAllowed(String what, String option) {
    String hint =
        option.isEmpty()
            ? "give the login user the right in /etc/sudoers.d, or log in as another user"
            : "take `" + option + "` out of the host's sudoers, at least for this user";
    return Problem.of(ProblemCode.SUDO_NOT_ALLOWED, what, hint);
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
