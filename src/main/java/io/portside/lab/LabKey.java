package io.portside.lab;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.util.Arrays;
import java.util.Base64;

/**
 * A fresh ed25519 key in the files that OpenSSH writes: {@code PROTOCOL.key} of openssh-portable
 * for the private one, RFC 8709 for the public one.
 *
 * @param privateFile the content of {@code id_ed25519}; not encrypted
 * @param publicLine the line of {@code id_ed25519.pub}, without a line end
 */
record LabKey(String privateFile, String publicLine) {
  private static final String TYPE = "ssh-ed25519";
  private static final String COMMENT = "portside-lab";

  /** Bytes of a public key, at the end of its X.509 encoding (RFC 8410). */
  private static final int KEY_LENGTH = 32;

  /** What an unencrypted private section is padded to. */
  private static final int BLOCK = 8;

  static LabKey generate() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      byte[] encoded = pair.getPublic().getEncoded();
      byte[] open = Arrays.copyOfRange(encoded, encoded.length - KEY_LENGTH, encoded.length);
      byte[] seed = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
      byte[] blob = bytes(out -> publicBlob(out, open));
      return new LabKey(
          privateFile(blob, open, seed),
          TYPE + " " + Base64.getEncoder().encodeToString(blob) + " " + COMMENT);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java from 15 on has Ed25519", e);
    }
  }

  private static void publicBlob(DataOutputStream out, byte[] open) throws IOException {
    string(out, TYPE.getBytes(US_ASCII));
    string(out, open);
  }

  private static String privateFile(byte[] blob, byte[] open, byte[] seed) {
    byte[] file =
        bytes(
            out -> {
              out.write("openssh-key-v1\0".getBytes(US_ASCII));
              string(out, "none".getBytes(US_ASCII)); // cipher
              string(out, "none".getBytes(US_ASCII)); // key derivation
              string(out, new byte[0]); // and its options
              out.writeInt(1); // keys
              string(out, blob);
              string(out, privateSection(open, seed));
            });
    return "-----BEGIN OPENSSH PRIVATE KEY-----\n"
        + Base64.getMimeEncoder(70, new byte[] {'\n'}).encodeToString(file)
        + "\n-----END OPENSSH PRIVATE KEY-----\n";
  }

  private static byte[] privateSection(byte[] open, byte[] seed) {
    int check = new SecureRandom().nextInt();
    return bytes(
        out -> {
          out.writeInt(check); // twice, so that a reader knows that it decrypted well
          out.writeInt(check);
          publicBlob(out, open);
          out.writeInt(seed.length + open.length);
          out.write(seed);
          out.write(open);
          string(out, COMMENT.getBytes(US_ASCII));
          for (int padding = 1; out.size() % BLOCK != 0; padding++) {
            out.writeByte(padding);
          }
        });
  }

  /** RFC 4251, section 5. */
  private static void string(DataOutputStream out, byte[] content) throws IOException {
    out.writeInt(content.length);
    out.write(content);
  }

  private static byte[] bytes(Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      content.write(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // Cannot happen in memory.
    }
    return bytes.toByteArray();
  }

  private interface Content {
    void write(DataOutputStream out) throws IOException;
  }

  /** Without the private key. */
  @Override
  public String toString() {
    return publicLine;
  }
}
