package io.portside.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnerTest {
  @Test
  void survivesBeingALabel() {
    assertThat(Owner.parse(Owner.self().toString())).isEqualTo(Owner.self());
  }

  @Test
  void thisProcessIsAlive() {
    assertThat(Owner.self().alive()).isTrue();
  }

  @Test
  void anEarlierProcessWithTheSameIdIsDead() {
    Owner self = Owner.self();
    assertThat(new Owner(self.pid(), self.started() - 1, self.machine()).alive()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "1 2", "1 x y"})
  void anythingElseIsNobody(String label) {
    assertThat(Owner.parse(label)).isEqualTo(new Owner(0, 0, ""));
  }
}
