package io.portside.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.KEM;
import org.apache.sshd.common.kex.KeyEncapsulationMethod;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MlKemTest {
  /** SubjectPublicKeyInfo of ML-KEM-768 (RFC 9935) up to the raw key. */
  private static final byte[] X509 =
      HexFormat.of().parseHex("308204b2300b0609608648016503040402038204a100");

  @BeforeAll
  static void register() {
    Ed25519Registrar.register();
  }

  @Test
  void theServersSideOfItComesToTheSameSecret() throws Exception {
    KeyEncapsulationMethod.Client client = MlKem.X25519.getClient();
    client.init();
    byte[] raw = client.getPublicKey();
    byte[] encoded = Arrays.copyOf(X509, X509.length + raw.length);
    System.arraycopy(raw, 0, encoded, X509.length, raw.length);
    PublicKey key =
        KeyFactory.getInstance("ML-KEM").generatePublic(new X509EncodedKeySpec(encoded));
    KEM.Encapsulated sent = KEM.getInstance("ML-KEM").newEncapsulator(key).encapsulate();

    assertThat(raw).hasSize(1184);
    assertThat(sent.encapsulation()).hasSize(client.getEncapsulationLength());
    assertThat(client.extractSecret(sent.encapsulation())).isEqualTo(sent.key().getEncoded());
  }

  @Test
  void itIsOfferedFirst() {
    assertThat(Algorithms.usualKeyExchanges().getFirst().getName())
        .isEqualTo("mlkem768x25519-sha256");
  }
}
