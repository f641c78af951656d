package io.portside.ssh;

import io.portside.problem.Untrusted;
import java.security.PublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.signature.Signature;

/** Whether a certificate vouches for a host (OpenSSH's PROTOCOL.certkeys and sshkey.c). */
final class HostCertificate {
  private static final int SHOWN = 200;

  /** Weak: OpenSSH takes no certificate that was signed with SHA-1 (CASignatureAlgorithms). */
  private static final List<String> WEAK = List.of("ssh-rsa", "ssh-dss");

  private HostCertificate() {}

  /**
   * Why the certificate is not good for a host, where its authority is trusted for it; empty where
   * it is good.
   *
   * @param host its name without a port, in lower case
   */
  static Optional<String> flaw(OpenSshCertificate certificate, String host) {
    if (certificate.getType() != OpenSshCertificate.Type.HOST) {
      return Optional.of("it is not a host's");
    } else if (!OpenSshCertificate.isValidNow(certificate)) {
      return Optional.of("it is valid " + period(certificate) + " only");
    } else if (!isFor(certificate, host)) {
      return Optional.of(
          "it is not for "
              + host
              + " but for "
              + Untrusted.line(String.join(", ", certificate.getPrincipals()), SHOWN));
    } else if (!certificate.getCriticalOptions().isEmpty()) {
      return Optional.of("it has critical options, and none are defined for hosts");
    } else if (!isSigned(certificate)) {
      return Optional.of("its signature is not its authority's");
    }
    return Optional.empty();
  }

  private static String period(OpenSshCertificate certificate) {
    return "from "
        + moment(certificate.getValidAfter())
        + " to "
        + moment(certificate.getValidBefore());
  }

  /** Seconds since 1970, unsigned. */
  private static String moment(long seconds) {
    return seconds < 0 || seconds > Instant.MAX.getEpochSecond()
        ? "for ever"
        : Instant.ofEpochSecond(seconds).toString();
  }

  /** No names at all stand for any, as ssh has it before 10.3. */
  private static boolean isFor(OpenSshCertificate certificate, String host) {
    return certificate.getPrincipals().isEmpty()
        || certificate.getPrincipals().stream().anyMatch(name -> KnownHost.like(name, host));
  }

  private static boolean isSigned(OpenSshCertificate certificate) {
    PublicKey authority = certificate.getCaPubKey();
    String algorithm = certificate.getSignatureAlgorithm();
    BuiltinSignatures known = BuiltinSignatures.fromFactoryName(algorithm);
    if (known == null
        || WEAK.contains(algorithm)
        || !KeyUtils.getKeyType(authority).equals(KeyUtils.getCanonicalKeyType(algorithm))) {
      return false;
    }
    try {
      Signature signature = known.create();
      signature.initVerifier(null, authority);
      signature.update(null, certificate.getMessage());
      return signature.verify(null, certificate.getSignature());
    } catch (Exception e) {
      // Whatever is wrong with it, it is not a signature of that key.
      return false;
    }
  }
}
