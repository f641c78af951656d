package io.portside.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class LabKeyTest {
  private final LabKey key = LabKey.generate();

  @Test
  void publicLineIsAnEd25519Key() {
    String[] words = key.publicLine().split(" ", -1);
    assertThat(words).hasSize(3);
    assertThat(words[0]).isEqualTo("ssh-ed25519");
    assertThat(Base64.getDecoder().decode(words[1])).hasSize(4 + "ssh-ed25519".length() + 4 + 32);
  }

  @Test
  void privateFileHoldsThePublicKeyAndIsPadded() {
    String body = key.privateFile().replaceAll("-----[A-Z ]*-----|\n", "");
    byte[] file = Base64.getDecoder().decode(body);
    assertThat(new String(file, 0, 14, StandardCharsets.US_ASCII)).isEqualTo("openssh-key-v1");
    String blob = key.publicLine().split(" ", -1)[1];
    assertThat(new String(file, StandardCharsets.ISO_8859_1))
        .contains(new String(Base64.getDecoder().decode(blob), StandardCharsets.ISO_8859_1));
    assertThat(key.privateFile())
        .startsWith("-----BEGIN OPENSSH PRIVATE KEY-----\n")
        .endsWith("-----\n");
  }

  @Test
  void eachIsAnother() {
    assertThat(LabKey.generate().publicLine()).isNotEqualTo(key.publicLine());
  }

  @Test
  void neverShowsThePrivateHalf() {
    assertThat(key).hasToString(key.publicLine());
  }
}
