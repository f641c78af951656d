package io.portside.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.portside.problem.ProblemCode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AlgorithmsTest {
  @BeforeAll
  static void register() {
    Ed25519Registrar.register();
  }

  private static SshConfig.Entry macs(String list) {
    return new SshConfig.Entry(Map.of("macs", List.of(list)));
  }

  private static List<String> wanted(String list) throws SshException {
    return Algorithms.of(macs(list)).macs();
  }

  @Test
  void whatIsNotKnownHereIsLeftOut() throws Exception {
    assertThat(wanted("umac-64@openssh.com,hmac-sha2-512,hmac-md5"))
        .containsExactly("hmac-sha2-512", "hmac-md5");
  }

  /** Only without OpenSSH's client: it writes the whole list. */
  @Test
  void aSignChangesTheUsualList() throws Exception {
    assertThat(wanted("+hmac-md5"))
        .startsWith("hmac-sha2-256-etm@openssh.com")
        .endsWith("hmac-sha1", "hmac-md5");
    assertThat(wanted("^hmac-sha1,hmac-md5")).startsWith("hmac-sha1", "hmac-md5").hasSize(7);
    assertThat(wanted("-*-etm@openssh.com,hmac-sha1"))
        .containsExactly("hmac-sha2-256", "hmac-sha2-512");
  }

  @Test
  void whereNothingIsLeftItSaysWhatThereIs() {
    SshException nothing = Fixture.refused(ProblemCode.SSH_CONFIG_UNSUPPORTED, () -> wanted("-*"));
    assertThat(nothing.problem().toString()).contains("macs", "-*", "hmac-sha2-256");
  }
}
