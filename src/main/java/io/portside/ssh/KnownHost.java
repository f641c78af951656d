package io.portside.ssh;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One line of a known_hosts file (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT).
 *
 * @param line counted from 1
 * @param marker {@code @revoked}, {@code @cert-authority} or empty
 * @param hosts patterns separated by commas, or one hashed name
 * @param type such as {@code ssh-ed25519}
 * @param key the key as it goes over the wire, in base64
 */
record KnownHost(Path file, int line, String marker, String hosts, String type, String key) {
  /** Bytes, as many as the digest has. */
  private static final int SALT = 20;

  private static final SecureRandom RANDOM = new SecureRandom();

  /** Empty for comments and for lines that cannot be read, which OpenSSH skips too. */
  static Optional<KnownHost> parse(Path file, int line, String text) {
    String[] words = text.strip().split("\\s+", -1);
    int at = words[0].startsWith("@") ? 1 : 0;
    if (words[0].isEmpty() || words[0].startsWith("#") || words.length < at + 3) {
      return Optional.empty();
    }
    String marker = at == 0 ? "" : words[0];
    return Optional.of(new KnownHost(file, line, marker, words[at], words[at + 1], words[at + 2]));
  }

  /** For the key itself. */
  boolean plain() {
    return marker.isEmpty();
  }

  boolean revoked() {
    return marker.equals("@revoked");
  }

  boolean authority() {
    return marker.equals("@cert-authority");
  }

  String fingerprint() {
    try {
      return Fingerprint.of(Base64.getDecoder().decode(key));
    } catch (IllegalArgumentException e) {
      return "unreadable";
    }
  }

  /**
   * The name as known_hosts files have it.
   *
   * @param host a name or address
   */
  static String name(String host, int port) {
    String lower = host.toLowerCase(Locale.ROOT);
    return port == 22 ? lower : "[" + lower + "]:" + port;
  }

  /** A name from {@link #name} without its port. */
  static String withoutPort(String name) {
    return name.startsWith("[") ? name.substring(1, name.lastIndexOf("]:")) : name;
  }

  /**
   * Whether the line is about a host. A negated pattern that matches rules the line out.
   *
   * @param name from {@link #name}
   */
  boolean matches(String name) {
    if (hosts.startsWith("|")) {
      return hashed(name);
    }
    boolean found = false;
    for (String pattern : hosts.toLowerCase(Locale.ROOT).split(",", -1)) {
      boolean negated = pattern.startsWith("!");
      if (like(negated ? pattern.substring(1) : pattern, name)) {
        if (negated) {
          return false;
        }
        found = true;
      }
    }
    return found;
  }

  /** Whether a name is like a pattern with {@code *} and {@code ?}. */
  static boolean like(String pattern, String name) {
    boolean plain = pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0;
    return plain ? pattern.equals(name) : glob(pattern).matcher(name).matches();
  }

  private static Pattern glob(String pattern) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      regex.append(
          switch (pattern.charAt(i)) {
            case '*' -> ".*";
            case '?' -> ".";
            default -> Pattern.quote(pattern.substring(i, i + 1));
          });
    }
    return Pattern.compile(regex.toString());
  }

  /** {@code |1|salt|hash}: HMAC-SHA1 of the name, so that the file does not list the hosts. */
  private boolean hashed(String name) {
    String[] parts = hosts.split("\\|", -1);
    if (parts.length != 4 || !parts[1].equals("1")) {
      return false;
    }
    try {
      byte[] hash = hmac(Base64.getDecoder().decode(parts[2]), name);
      return MessageDigest.isEqual(hash, Base64.getDecoder().decode(parts[3]));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** A name from {@link #name} in the form that does not tell it. */
  static String hash(String name) {
    byte[] salt = new byte[SALT];
    RANDOM.nextBytes(salt);
    Base64.Encoder base64 = Base64.getEncoder();
    return "|1|" + base64.encodeToString(salt) + "|" + base64.encodeToString(hmac(salt, name));
  }

  private static byte[] hmac(byte[] salt, String name) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(salt, "HmacSHA1"));
      return mac.doFinal(name.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA1", e);
    }
  }
}
