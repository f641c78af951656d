package io.portside.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {
  private static Tokens tokens(String host, String user) {
    return new Tokens(host, "web1", "alias", 2222, user);
  }

  @Test
  void allAreReplaced() {
    assertThat(tokens("10.0.0.1", "ops").expand("nc -x 50%% %h:%p %n %k %r"))
        .isEqualTo("nc -x 50% 10.0.0.1:2222 web1 alias ops");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nc %q", "nc 50%", "nc %"})
  void othersAreTold(String command) {
    assertThatThrownBy(() -> tokens("a", "b").expand(command)).hasMessageContaining("token %");
  }

  @ParameterizedTest
  @ValueSource(strings = {"$(id)", "a;b", "-oX", "a b", "`id`", "a|b", "a\nb", "a'b", "a\\"})
  void noNameIsCodeForTheShell(String name) {
    assertThatThrownBy(() -> tokens(name, "ops").expand("nc %h")).hasMessageContaining("for %h");
    assertThatThrownBy(() -> tokens("h", name).expand("nc -l %r")).hasMessageContaining("for %r");
    assertThat(tokens(name, name).expand("nc %p")).isEqualTo("nc 2222");
  }
}
