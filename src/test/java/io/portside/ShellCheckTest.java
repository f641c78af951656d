package io.portside;

import static org.assertj.core.api.Assertions.assertThat;

import io.portside.apply.Scripts;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** ShellCheck has nothing to say of the scripts; it must be installed. */
class ShellCheckTest {

  // SC2015: "a && b || fail" is meant as "fail unless both".
  private static void isClean(String script, String... options) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("shellcheck", "--color=never", "-s", "sh", "-e", "SC2015"));
    command.addAll(List.of(options));
    command.add("-");
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(script.getBytes(StandardCharsets.UTF_8));
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  @Test
  void theProbeIsClean() throws Exception {
    isClean("data=''\n" + Scripts.probe(Scripts.Backup.NONE).text());
  }

  @Test
  void theQuestionIsClean() throws Exception {
    // SC2034: the prelude has more than it needs.
    isClean("data=''\n" + Scripts.ask("/info").text(), "-e", "SC2034");
  }

  @Test
  void theTransactionIsClean() throws Exception {
    isClean("data='' script=''\n" + Scripts.transaction("").text());
  }

  @Test
  void theLauncherIsClean() throws Exception {
    Path launcher = Path.of("portside");
    if (Files.isRegularFile(launcher)) {
      isClean(Files.readString(launcher));
    }
  }

  @Test
  void theFakeCommandsOfTheTestsAreClean() throws IOException {
    try (var fakes = Files.list(Path.of("src/test/resources/fakehost"))) {
      assertThat(fakes).allSatisfy(fake -> isClean(Files.readString(fake), "-e", "SC1090,SC1091"));
    }
  }
}
