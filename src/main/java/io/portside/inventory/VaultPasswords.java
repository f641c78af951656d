package io.portside.inventory;

import io.portside.problem.InputException;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.problem.Untrusted;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What {@code --vault-password-file} names, read as Ansible does: an executable file is run, and
 * what it prints is the password; any other holds it, without the white space around it.
 */
public final class VaultPasswords {
  private static final int SHOWN = 300;

  private VaultPasswords() {}

  /**
   * Reads or runs the file.
   *
   * @param option as the user wrote it, for the problem
   * @param id the vault id, which a script whose name ends in {@code -client} is asked for
   * @throws InputException there is no such file, it fails, or it holds no password
   */
  public static Vault.Key read(String option, String id, String file) {
    try {
      Path path = HomePath.expand(file);
      if (!Files.isReadable(path) || Files.isDirectory(path)) {
        throw bad(option, file + " is no file that can be read");
      }
      String password = Files.isExecutable(path) ? run(option, path, id) : text(path);
      if (password.isEmpty()) {
        throw bad(option, file + " holds no password");
      }
      return new Vault.Key(id, new Secret(password));
    } catch (InvalidPathException e) {
      throw bad(option, file + " is no path: " + e.getReason());
    } catch (CharacterCodingException e) {
      throw bad(option, file + " is not UTF-8 text");
    } catch (IOException e) {
      throw bad(option, file + " cannot be read: " + Untrusted.line(e.toString(), SHOWN));
    }
  }

  /** Not regular: a pipe, such as a shell's {@code <(…)}, is read to its end. */
  private static String text(Path path) throws IOException {
    return Files.readString(path, StandardCharsets.UTF_8).strip();
  }

  private static String run(String option, Path path, String id) throws IOException {
    boolean client = path.getFileName().toString().matches(".*-client(\\.[^.]*)?");
    String[] arguments = client ? new String[] {"--vault-id", id} : new String[0];
    ScriptRun.Output output =
        ScriptRun.run(path, Duration.ofSeconds(Limits.SCRIPT_SECONDS), arguments);
    if (output.exitStatus() != 0) {
      String said = Untrusted.line(output.stderr(), SHOWN);
      throw bad(
          option,
          path
              + " is executable, so it was run, and it ended with status "
              + output.exitStatus()
              + (said.isEmpty() ? "" : "; it said: " + said));
    }
    return output.stdout().replaceAll("^[\\r\\n]+|[\\r\\n]+$", "");
  }

  private static InputException bad(String option, String what) {
    return new InputException(
        new Problem(
            ProblemCode.BAD_OPTION,
            option,
            what,
            "name a file whose text is the password, or an executable one that prints it"));
  }
}
