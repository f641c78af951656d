package io.portside.ssh;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A static script with its data, to be sent on stdin. The host runs the script only when both have
 * arrived whole: the command line holds their SHA-256, nothing else. The script finds the data,
 * never evaluated, in {@code $data}, and its own text in {@code $script}.
 *
 * @param name for messages, such as {@code probe}
 * @param text POSIX sh
 * @param data lines; must not contain NUL
 */
public record RemoteScript(String name, String text, String data) {
  private static final String DATA_MARK = "#--portside-data--";

  /** Exit status of the bootstrap where script and data did not arrive whole. */
  public static final int TRUNCATED = 91;

  /** Exit status of the bootstrap where the host has no {@code sha256sum}. */
  public static final int NO_SHA256SUM = 92;

  /**
   * The command for {@code exec}: one line, without characters that csh or fish would take apart
   * inside single quotes. {@code $(…)} drops the last line ends, so the digest leaves them out too.
   * (The data is cut off by sed because {@code ${s#*MARK}} takes dash half a second.)
   */
  public String command() {
    return command("cat");
  }

  /** The same where stdin is a raw terminal, on which nothing can say that it ends. */
  String commandOnTerminal() {
    return command("head -c " + payload().length);
  }

  private String command(String read) {
    return "sh -c 'command -v sha256sum >/dev/null || exit "
        + NO_SHA256SUM
        + "; s=$("
        + read
        + "); d=$(printf %s \"$s\" | sha256sum); [ \"${d%% *}\" = \"$1\" ] || exit "
        + TRUNCATED
        + "; data=$(printf %s \"$s\" | sed \"1,/^"
        + DATA_MARK
        + "/d\"); script=\"${s%%"
        + DATA_MARK
        + "*}\"; eval \"$script\"' portside "
        + digest();
  }

  /** What goes to stdin, followed by its end. */
  public byte[] payload() {
    return (text + "\n" + DATA_MARK + "\n" + data).stripTrailing().getBytes(StandardCharsets.UTF_8);
  }

  /** SHA-256 of the payload in hex; the last word of the command line. */
  String digest() {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(payload()));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
