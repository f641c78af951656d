package io.portside.ssh.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The committed answers, which {@link OpenSshConformanceTest} compares to those of ssh. */
class ConfigReaderTest {
  @TempDir private Path directory;

  static LocalUser user() {
    return new LocalUser(
        System.getProperty("user.name"),
        1000,
        "box.example",
        Path.of("/home/ana"),
        Path.of("/home/ana/.ssh"),
        Optional.empty(),
        Map.of("SSH_AUTH_SOCK", "/run/agent.sock"));
  }

  @Test
  void answersAreAsExpected() throws Exception {
    List<ConfigCase> cases = ConfigCase.all(directory);

    assertThat(cases).hasSizeGreaterThan(60);
    List<String> different = new ArrayList<>();
    for (ConfigCase config : cases) {
      String ours = config.ours(user());
      if (!ours.equals(config.expected())) {
        different.add(config + " gives\n" + ours + "and should give\n" + config.expected());
      }
    }
    assertThat(different).isEmpty();
  }
}
