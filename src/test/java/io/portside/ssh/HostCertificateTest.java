package io.portside.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Certificates that ssh-keygen made, and one that somebody changed afterwards. */
class HostCertificateTest {
  @TempDir Path directory;

  @BeforeAll
  static void useTheJdksEd25519() {
    Ed25519Registrar.register();
  }

  @ParameterizedTest
  @CsvSource({
    "ed25519,ssh-ed25519",
    "ecdsa,ecdsa-sha2-nistp256",
    "rsa,rsa-sha2-512",
    "rsa,rsa-sha2-256",
  })
  void authoritiesOfAnyKindCount(String type, String algorithm) throws Exception {
    OpenSshCertificate certificate = parse(certified(type, algorithm));
    assertThat(HostCertificate.flaw(certificate, "web1.example.org")).isEmpty();
    assertThat(HostCertificate.flaw(certificate, "db1.example.org")).isNotEmpty();
  }

  @Test
  void signatureWithSha1DoesNotCount() throws Exception {
    assertThat(HostCertificate.flaw(parse(certified("rsa", "ssh-rsa")), "web1.example.org"))
        .hasValueSatisfying(flaw -> assertThat(flaw).contains("signature"));
  }

  @Test
  void nameThatWasPutInAfterwardsDoesNotCount() throws Exception {
    String text = new String(certified("ed25519", "ssh-ed25519"), StandardCharsets.ISO_8859_1);
    byte[] changed =
        text.replace("web1.example", "evil.example").getBytes(StandardCharsets.ISO_8859_1);
    assertThat(HostCertificate.flaw(parse(changed), "evil.example.org"))
        .hasValueSatisfying(flaw -> assertThat(flaw).contains("signature"));
  }

  private byte[] certified(String type, String algorithm) throws Exception {
    Path authority = Sshd.generate(directory.resolve("ca"), type, "");
    Path key = Sshd.generate(directory.resolve("host"), "ed25519", "");
    String _ =
        Sshd.run(
            List.of(
                "ssh-keygen",
                "-q",
                "-s",
                authority.toString(),
                "-t",
                algorithm,
                "-h",
                "-I",
                "web1",
                "-n",
                "web1.example.org",
                key + ".pub"));
    String line = Files.readString(Path.of(key + "-cert.pub"));
    return Base64.getDecoder().decode(line.split(" ", -1)[1]);
  }

  private static OpenSshCertificate parse(byte[] blob) throws Exception {
    return (OpenSshCertificate) new ByteArrayBuffer(blob).getRawPublicKey();
  }
}
