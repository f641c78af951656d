package io.portside.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.portside.problem.ProblemCode;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JumpHostTest {
  private static final Duration RUN = Duration.ofDays(1);

  @ParameterizedTest
  @EnumSource(names = {"CONNECTION_LOST", "DISCONNECTED", "JUMP_REFUSED", "PROXY_COMMAND_FAILED"})
  void whatMayPassIsTriedAgainSoon(ProblemCode code) {
    assertThat(JumpHost.held(code)).isPositive().isLessThan(Duration.ofMinutes(1));
  }

  @ParameterizedTest
  @EnumSource(names = {"LOGIN_REJECTED", "HOST_KEY_CHANGED", "HOST_KEY_UNKNOWN", "KEY_UNUSABLE"})
  void aRefusedLoginOrKeyHoldsForTheWholeRun(ProblemCode code) {
    assertThat(JumpHost.held(code)).isGreaterThan(RUN);
  }
}
