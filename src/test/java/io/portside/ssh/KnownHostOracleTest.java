package io.portside.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which line is about which host: {@code ssh-keygen -F} is asked the same. */
class KnownHostOracleTest {
  private static final List<String> NAMES =
      List.of(
          "web1",
          "web12",
          "a.example.org",
          "b.example.org",
          "10.0.0.7",
          "::1",
          "[web1]:2222",
          "[web1]:22",
          "[10.0.0.7]:2222");

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "web1",
        "WEB1",
        "web1,10.0.0.7",
        "web?",
        "web?*",
        "web.",
        "*",
        "*.example.org,!b.example.org",
        "!b.example.org,*.example.org",
        "!web1",
        "!web1,*",
        "[web1]:2222",
        "[web1]:*",
        "[*]:2222",
        "[10.0.0.?]:2222,10.0.0.*",
        "web1,,web2",
        "**",
        "a*b",
        "*.*.*",
        "web1 ",
        "::1",
        "|1|junk",
        "@cert-authority *.example.org",
        "@revoked web1",
        "\tweb1",
        "# web1",
        "#web1",
      })
  void linesMatchAsForOpenSsh(String hosts) throws Exception {
    Path key = Sshd.generate(directory.resolve("key"), "ed25519", "");
    String line = hosts + " " + Files.readString(Path.of(key + ".pub")).strip();
    Path file = Files.writeString(directory.resolve("known_hosts"), line + "\n");
    agreed(file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"web1", "web1,10.0.0.7", "[web1]:2222"})
  void hashedLinesMatchAsForOpenSsh(String hosts) throws Exception {
    Path key = Sshd.generate(directory.resolve("key"), "ed25519", "");
    String line = hosts + " " + Files.readString(Path.of(key + ".pub")).strip();
    Path file = Files.writeString(directory.resolve("known_hosts"), line + "\n");
    String _ = Sshd.run(List.of("ssh-keygen", "-q", "-H", "-f", file.toString()));
    assertThat(file).content().startsWith("|1|");
    agreed(file);
  }

  private static void agreed(Path file) throws Exception {
    List<KnownHost> entries = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      KnownHost.parse(file, 1, line).ifPresent(entries::add);
    }
    assertThat(NAMES.stream().filter(name -> entries.stream().anyMatch(e -> e.matches(name))))
        .isEqualTo(NAMES.stream().filter(name -> found(name, file)).toList());
  }

  private static boolean found(String name, Path file) {
    try {
      Process process =
          new ProcessBuilder("ssh-keygen", "-F", name, "-f", file.toString())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.onExit().join().exitValue() == 0;
    } catch (IOException e) {
      throw new AssertionError("ssh-keygen is needed: install openssh-client", e);
    }
  }
}
