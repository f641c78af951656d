package io.portside.inventory;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Ansible Vault's format 1.1 and 1.2 ({@code ansible/parsing/vault/__init__.py}): a header, then in
 * hexadecimal the lines of salt, HMAC and ciphertext, each of them hexadecimal again.
 */
final class VaultEnvelope {
  static final String HEADER = "$ANSIBLE_VAULT";

  private static final int ROUNDS = 10_000;
  private static final int KEY_BYTES = 32;
  private static final int BLOCK_BYTES = 16;

  private final String id;
  private final byte[] salt;
  private final byte[] hmac;
  private final byte[] ciphertext;

  private VaultEnvelope(String id, byte[] salt, byte[] hmac, byte[] ciphertext) {
    this.id = id;
    this.salt = salt;
    this.hmac = hmac;
    this.ciphertext = ciphertext;
  }

  /** The text is not what ansible-vault writes; the message says why. */
  static final class FormatException extends Exception {
    private static final long serialVersionUID = 1L;

    FormatException(String message) {
      super(message);
    }
  }

  static VaultEnvelope parse(String text) throws FormatException {
    List<String> lines = text.strip().lines().map(String::strip).toList();
    String[] header = lines.isEmpty() ? new String[0] : lines.getFirst().split(";", -1);
    if (header.length < 3 || !header[0].equals(HEADER)) {
      throw new FormatException("it does not begin with $ANSIBLE_VAULT;1.1;AES256");
    }
    if (!List.of("1.1", "1.2").contains(header[1].strip()) || !header[2].strip().equals("AES256")) {
      throw new FormatException(
          "of the formats only 1.1 and 1.2 with AES256 are known, not "
              + header[1].strip()
              + " with "
              + header[2].strip());
    }
    String body = lines.stream().skip(1).collect(Collectors.joining());
    try {
      String inner = new String(HexFormat.of().parseHex(body), StandardCharsets.US_ASCII);
      String[] parts = inner.split("\n", -1);
      if (parts.length == 3) {
        return new VaultEnvelope(
            header.length > 3 ? header[3].strip() : "",
            HexFormat.of().parseHex(parts[0]),
            HexFormat.of().parseHex(parts[1]),
            HexFormat.of().parseHex(parts[2]));
      }
    } catch (IllegalArgumentException e) {
      throw new FormatException("its text is damaged: not all of it is hexadecimal");
    }
    throw new FormatException("its text is damaged: a part is missing");
  }

  /** The vault id of a 1.2 header; empty: {@code default}. */
  String id() {
    return id;
  }

  /** The plain bytes; empty where the password is another one. The HMAC is checked first. */
  Optional<byte[]> decrypt(Secret password) throws FormatException {
    try {
      byte[] derived =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
              .generateSecret(
                  new PBEKeySpec(
                      password.reveal().toCharArray(),
                      salt,
                      ROUNDS,
                      (2 * KEY_BYTES + BLOCK_BYTES) * Byte.SIZE))
              .getEncoded();
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(derived, KEY_BYTES, KEY_BYTES, "HmacSHA256"));
      if (!MessageDigest.isEqual(mac.doFinal(ciphertext), hmac)) {
        return Optional.empty();
      }
      Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
      cipher.init(
          Cipher.DECRYPT_MODE,
          new SecretKeySpec(derived, 0, KEY_BYTES, "AES"),
          new IvParameterSpec(derived, 2 * KEY_BYTES, BLOCK_BYTES));
      return Optional.of(unpadded(cipher.doFinal(ciphertext)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new FormatException("it cannot be decrypted: " + e.getMessage());
    }
  }

  /** PKCS #7, which the counter mode would not need but ansible-vault writes. */
  private static byte[] unpadded(byte[] padded) throws FormatException {
    int count = padded.length == 0 ? 0 : padded[padded.length - 1];
    if (count < 1 || count > BLOCK_BYTES || count > padded.length) {
      throw new FormatException("its padding is wrong");
    }
    return Arrays.copyOf(padded, padded.length - count);
  }
}
