package io.portside.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/** What files tell of keys in the clear: public keys, certificates, the head of a private key. */
final class PublicKeyFile {
  private static final String MAGIC = "openssh-key-v1\0";
  private static final int SIZE_LIMIT = 1 << 20;

  private PublicKeyFile() {}

  /**
   * A file of one line as ssh-keygen writes it: type, key in base64, comment. Empty where it is
   * missing or something else.
   */
  static Optional<PublicKey> read(Path file) {
    return text(file).flatMap(PublicKeyFile::ofLine);
  }

  /** The same for a certificate. */
  static Optional<OpenSshCertificate> certificate(Path file) {
    return read(file)
        .filter(OpenSshCertificate.class::isInstance)
        .map(OpenSshCertificate.class::cast);
  }

  /**
   * The public key of a private one: from OpenSSH's own format (its PROTOCOL.key), which has it
   * outside the cipher, else from the file beside it.
   */
  static Optional<PublicKey> of(Path privateKey) {
    return text(privateKey)
        .flatMap(PublicKeyFile::ofHead)
        .or(() -> read(privateKey.resolveSibling(privateKey.getFileName() + ".pub")));
  }

  private static Optional<String> text(Path file) {
    try {
      return Files.isRegularFile(file) && Files.size(file) <= SIZE_LIMIT
          ? Optional.of(Files.readString(file, StandardCharsets.ISO_8859_1))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<PublicKey> ofLine(String text) {
    List<String> words = List.of(text.strip().split("\\s+", 3));
    if (words.size() < 2 || words.getFirst().startsWith("-")) {
      return Optional.empty();
    }
    try {
      byte[] blob = Base64.getDecoder().decode(words.get(1));
      return Optional.of(new ByteArrayBuffer(blob).getRawPublicKey());
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<PublicKey> ofHead(String text) {
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(text.replaceAll("-----[^-]*-----", ""));
      ByteArrayBuffer buffer = new ByteArrayBuffer(bytes);
      byte[] magic = new byte[MAGIC.length()];
      buffer.getRawBytes(magic);
      if (!new String(magic, StandardCharsets.ISO_8859_1).equals(MAGIC)) {
        return Optional.empty();
      }
      for (int skipped = 0; skipped < 3; skipped++) {
        byte[] _ = buffer.getBytes();
      }
      int _ = buffer.getInt();
      return Optional.of(buffer.getPublicKey());
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }
}
