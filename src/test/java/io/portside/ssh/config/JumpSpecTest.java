package io.portside.ssh.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What OpenSSH 9.2 takes and refuses, as {@code ssh -G -o ProxyJump=…} tells. */
class JumpSpecTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          bastion             | bastion
          ops@bastion:2222    | ops@bastion:2222
          a@b@bastion         | a@b@bastion
          [::1]               | [::1]
          ops@[10.0.0.1]:99   | ops@10.0.0.1:99
          ssh://bastion       | bastion
          ssh://bastion/      | bastion
          ssh://u%40x@b:33    | u@x@b:33
          ssh://u+x@[fe80::1] | u+x@[fe80::1]
          """)
  void eachFormOfOneHost(String text, String written) {
    assertThat(JumpSpec.parse(text))
        .singleElement()
        .extracting(JumpSpec::written)
        .isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a,",
        ",a",
        "a,,b",
        "::1",
        "a:0",
        "a:70000",
        "a:x",
        "[::1",
        "@a",
        "http://a/b"
      })
  void whatIsNoHost(String text) {
    assertThatThrownBy(() -> JumpSpec.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void hostsComeInTheOrderInWhichTheyArePassed() {
    assertThat(JumpSpec.parse("a, u@b:33,ssh://x@c:99").stream().map(JumpSpec::written))
        .containsExactly("a", "u@b:33", "x@c:99");
  }
}
