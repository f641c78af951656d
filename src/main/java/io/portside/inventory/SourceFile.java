package io.portside.inventory;

import io.portside.problem.InputException;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A text file as read.
 *
 * @param name as messages show it: the path as the user gave it
 * @param text without a byte order mark; of a vaulted file decrypted
 * @param secret the file is vaulted: nothing of its text is to be shown
 */
record SourceFile(String name, String text, boolean secret) {
  private static final String WRONG_FILE =
      "check that this is the right file and that you may read it";
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /**
   * Reads a UTF-8 file.
   *
   * @throws InputException it does not exist, cannot be read, is too large or is not text
   */
  static SourceFile read(Path path) {
    return decode(path.toString(), bytes(path));
  }

  static byte[] bytes(Path path) {
    try {
      if (!Files.exists(path)) {
        throw fail(
            ProblemCode.INVENTORY_MISSING,
            path.toString(),
            "no such file or directory",
            "check the path; a list of hosts needs a comma: web1,");
      }
      // A pipe or a device may never end, or wait for ever; Ansible reads none either.
      Optional<String> unfit =
          !Files.isRegularFile(path)
              ? Optional.of(Files.isDirectory(path) ? "a directory" : "not a regular file")
              : Files.isReadable(path) ? Optional.empty() : Optional.of("not readable");
      if (unfit.isPresent()) {
        throw fail(ProblemCode.INVENTORY_MISSING, path.toString(), unfit.get(), WRONG_FILE);
      }
      try (InputStream content = Files.newInputStream(path)) {
        if (Files.size(path) <= Limits.FILE_BYTES) {
          // The size may be wrong: files in /proc say 0.
          byte[] bytes = content.readNBytes(Limits.FILE_BYTES + 1);
          if (bytes.length <= Limits.FILE_BYTES) {
            return bytes;
          }
        }
        throw fail(
            ProblemCode.INVENTORY_MISSING,
            path.toString(),
            "larger than " + (Limits.FILE_BYTES >> 20) + " MiB",
            WRONG_FILE);
      }
    } catch (IOException e) {
      throw fail(
          ProblemCode.INVENTORY_MISSING,
          path.toString(),
          "cannot be read: " + e.getMessage(),
          WRONG_FILE);
    }
  }

  /** As read from a file that is not vaulted. */
  static SourceFile decode(String name, byte[] bytes) {
    return decode(name, bytes, false);
  }

  /** The same file decrypted, if it is vaulted. */
  SourceFile opened(Vault vault) {
    return Vault.isVaulted(text)
        ? decode(name, vault.open(text, name, "the whole file"), true)
        : this;
  }

  private static SourceFile decode(String name, byte[] bytes, boolean secret) {
    for (byte b : bytes) {
      if (b == 0) {
        throw fail(
            ProblemCode.INVENTORY_SYNTAX,
            name,
            "binary data, not text",
            "give a YAML or INI file in UTF-8");
      }
    }
    String text;
    try {
      text = strict(bytes);
    } catch (CharacterCodingException e) {
      text = lineByLine(name, bytes);
    }
    if (text.length() > Limits.LINES && PythonText.lineCount(text) > Limits.LINES) {
      throw fail(
          ProblemCode.INVENTORY_UNSUPPORTED,
          new Origin(name, Limits.LINES + 1, 1).toString(),
          "more than " + Limits.LINES + " lines",
          "check that this is the right file, or split it");
    }
    return new SourceFile(
        name, text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text, secret);
  }

  /** {@code name:line:column}. */
  String where(Position at) {
    return origin(at).toString();
  }

  Origin origin(Position at) {
    return new Origin(name, at.line(), at.column());
  }

  InputException syntaxError(Position at, String what, String hint) {
    return fail(ProblemCode.INVENTORY_SYNTAX, where(at), what, hint);
  }

  List<String> lines() {
    return text.lines().toList();
  }

  /** Comments in another encoding do no harm, and Ansible's INI reader lets them be too. */
  private static String lineByLine(String name, byte[] bytes) {
    var text = new StringBuilder();
    var line = new ByteArrayOutputStream();
    int number = 1;
    for (int i = 0; i <= bytes.length; i++) {
      if (i < bytes.length && bytes[i] != '\n') {
        line.write(bytes[i]);
        continue;
      }
      byte[] raw = line.toByteArray();
      try {
        text.append(strict(raw));
      } catch (CharacterCodingException e) {
        if (raw[0] != '#' && raw[0] != ';') {
          throw fail(
              ProblemCode.INVENTORY_SYNTAX,
              name + ":" + number + ":1",
              "this line is not UTF-8",
              "save the file as UTF-8");
        }
      }
      text.append(i < bytes.length ? "\n" : "");
      line.reset();
      number++;
    }
    return text.toString();
  }

  private static String strict(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  private static InputException fail(ProblemCode code, String where, String what, String hint) {
    return new InputException(new Problem(code, where, what, hint));
  }
}
