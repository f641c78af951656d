package io.portside.inventory;

import io.portside.problem.InputException;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The passwords of a run, and what they open. Deriving a key takes some 10 ms by design, so nothing
 * is decrypted before it is needed, and nothing twice.
 */
public final class Vault {
  /** No password: whatever is encrypted stays closed. */
  public static final Vault CLOSED = new Vault(List.of());

  /** What names the vault id of a header without one. */
  public static final String DEFAULT_ID = "default";

  /**
   * A password.
   *
   * @param id the vault id it is for; tried first there, then everywhere, as in Ansible
   */
  public record Key(String id, Secret password) {}

  private final List<Key> keys;
  private final Map<String, byte[]> opened = new HashMap<>();
  private final Map<String, Problem> closed = new HashMap<>();

  public Vault(List<Key> keys) {
    this.keys = List.copyOf(keys);
  }

  static boolean isVaulted(String text) {
    return text.startsWith(VaultEnvelope.HEADER);
  }

  /**
   * Decrypts a value or file.
   *
   * @param where its place, for the problem
   * @param subject what the problem is about, such as {@code the variable 'x'}
   * @throws InputException there is no password, none fits, or the text is damaged
   */
  byte[] open(String text, String where, String subject) {
    if (!opened.containsKey(text) && !closed.containsKey(text)) {
      tryToOpen(text);
    }
    byte[] plain = opened.get(text);
    if (plain == null) {
      Problem problem = closed.get(text);
      throw new InputException(
          problem == null
              ? missing(where, subject)
              : new Problem(problem.code(), where, subject + " " + problem.what(), problem.hint()));
    }
    return plain;
  }

  /** As {@link #open}, as text. */
  String openText(String text, String where, String subject) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(open(text, where, subject)))
          .toString();
    } catch (CharacterCodingException e) {
      throw new InputException(
          new Problem(
              ProblemCode.INVENTORY_SYNTAX,
              where,
              subject + " is encrypted with Ansible Vault and holds no UTF-8 text",
              "encrypt text in UTF-8"));
    }
  }

  private void tryToOpen(String text) {
    try {
      VaultEnvelope envelope = VaultEnvelope.parse(text);
      String id = envelope.id().isEmpty() ? DEFAULT_ID : envelope.id();
      for (Key key : fittingFirst(id)) {
        Optional<byte[]> plain = envelope.decrypt(key.password());
        if (plain.isPresent()) {
          opened.put(text, plain.get());
          return;
        }
      }
      if (!keys.isEmpty()) {
        closed.put(text, wrong(envelope.id()));
      }
    } catch (VaultEnvelope.FormatException e) {
      closed.put(
          text,
          Problem.of(
              ProblemCode.INVENTORY_SYNTAX,
              "is no valid Ansible Vault text: " + e.getMessage(),
              "encrypt it anew: ansible-vault encrypt_string, or ansible-vault encrypt FILE"));
    }
  }

  private List<Key> fittingFirst(String id) {
    return Stream.concat(
            keys.stream().filter(key -> key.id().equals(id)),
            keys.stream().filter(key -> !key.id().equals(id)))
        .toList();
  }

  private Problem wrong(String id) {
    return Problem.of(
        ProblemCode.VAULT_PASSWORD_WRONG,
        "is encrypted with Ansible Vault"
            + (id.isEmpty() ? "" : " (vault id '" + id + "')")
            + ", and "
            + (keys.size() == 1
                ? "the vault password is not its password"
                : "none of the " + keys.size() + " vault passwords is its password"),
        "give the right one with --vault-password-file (it repeats) or --ask-vault-pass");
  }

  private static Problem missing(String where, String subject) {
    return new Problem(
        ProblemCode.VAULT_PASSWORD_MISSING,
        where,
        subject + " is encrypted with Ansible Vault, and no vault password is given",
        "give it with --vault-password-file FILE, or --ask-vault-pass at a terminal");
  }
}
