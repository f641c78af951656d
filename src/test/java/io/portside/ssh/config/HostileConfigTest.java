package io.portside.ssh.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.portside.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever stands in a configuration, reading it ends soon, and not in an exception. */
class HostileConfigTest {
  private static final Duration LONG = Duration.ofMinutes(3);

  private static final List<String> PIECES =
      List.of(
          "Host ",
          "Match ",
          "Include ",
          "Port ",
          "User ",
          "HostName ",
          "IdentityFile ",
          "host ",
          "ProxyJump ",
          "ProxyCommand ",
          "UserKnownHostsFile ",
          "ConnectTimeout ",
          "final ",
          "all ",
          "exec ",
          "IgnoreUnknown ",
          "%h",
          "%",
          "${HOME}",
          "${",
          "~",
          "~/",
          "*",
          "!",
          ",",
          "[",
          "]",
          "\"",
          "'",
          "\\",
          "#",
          "=",
          " ",
          "\t",
          "\n",
          "\n",
          "\n",
          "\r",
          "\f",
          "\0",
          "web1",
          "22",
          "99999999999999999999",
          "-1",
          "none",
          "ssh://",
          "@",
          ":",
          "+",
          "^",
          "é",
          "\ud83d\ude00",
          "../../",
          "/dev/null",
          "/*/*/[a-",
          "KexAlgorithms ",
          "CanonicalizeHostname yes");

  @TempDir private Path directory;

  @Test
  void junkEndsInAnAnswer() {
    assertTimeoutPreemptively(
        LONG,
        () -> {
          for (int seed = 0; seed < 1000; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(60); i > 0; i--) {
              text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            String option = text.toString();
            Path config = write("config", text.toString());
            assertThat(reader().read(question(config)))
                .as("seed %d", seed)
                .isNotNull()
                .isNotInstanceOf(Resolution.TooMuch.class);
            Question said =
                new Question(
                    Optional.of("none"),
                    option,
                    Optional.empty(),
                    Optional.of(option),
                    List.of(option));
            assertThat(reader().read(said)).as("seed %d", seed).isNotNull();
          }
        });
  }

  @Test
  void bytesEndInAProblem() throws Exception {
    byte[] bytes = new byte[100_000];
    new Random(1).nextBytes(bytes);
    Path config = Files.write(directory.resolve("config"), bytes);

    assertThat(invalid(config).where()).startsWith(config + ":");
  }

  @Test
  void veryLongLinesAreRead() throws Exception {
    Path config =
        write(
            "config",
            "Host " + "x".repeat(500_000) + " *a" + "*a".repeat(500_000) + " web1\n  Port 2201\n");

    assertTimeoutPreemptively(LONG, () -> assertThat(known(config)).isEqualTo("2201"));

    Path wrong = write("wrong", "User bob\nPort " + "9".repeat(1_000_000) + "\n");
    assertThat(invalid(wrong).where()).isEqualTo(wrong + ":2");
    assertThat(invalid(wrong).what()).hasSizeLessThan(1000);
  }

  @Test
  void starsDoNotMultiply() throws Exception {
    Path config = write("config", "Host " + "*1".repeat(40) + "x web1\n  Port 2201\n");
    Question question =
        new Question(
            Optional.of(config.toString()),
            "1".repeat(200),
            Optional.empty(),
            Optional.empty(),
            List.of());

    assertTimeoutPreemptively(
        LONG, () -> assertThat(reader().read(question)).isInstanceOf(Resolution.Known.class));
  }

  @Test
  void filesThatIncludeThemselvesEnd() throws Exception {
    Path config = directory.resolve("config");
    Files.writeString(config, "Port 22\nInclude " + config + "\n");
    assertThat(invalid(config).where()).isEqualTo(config + ":2");

    for (int i = 0; i < 17; i++) {
      String next = "Include " + directory.resolve("f" + (i + 1)) + "\n";
      write("f" + i, i == 16 ? "Port 22\n" : next.repeat(20));
    }
    Path many = write("many", ("Include " + directory.resolve("f1") + "\n").repeat(20));
    assertTimeoutPreemptively(
        LONG, () -> assertThat(tooMuch(many).where()).startsWith(directory.toString()));
  }

  @Test
  void whatIsTooLargeIsNotRead() throws Exception {
    Path large = write("large", "# a comment of some length\n".repeat(400_000));
    assertThat(tooMuch(large).where()).isEqualTo(large.toString());

    Path lines = write("lines", "Port 1\n".repeat(200_000));
    assertThat(tooMuch(lines).where()).isEqualTo(lines + ":100001");

    for (int i = 0; i < 20; i++) {
      write("part" + i, "#".repeat(4_000_000));
    }
    Path all = write("all", "Include " + directory + "/part*\n");
    assertThat(tooMuch(all).where()).startsWith(directory + "/part");
  }

  @Test
  void devicesAndPipesAreNoFiles() throws Exception {
    assertThat(tooMuch(Path.of("/dev/zero")).what()).contains("no file");
    Path pipe = directory.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    assertThat(tooMuch(pipe).where()).isEqualTo(pipe.toString());

    assertThat(reader().read(question(Path.of("/dev/null")))).isInstanceOf(Resolution.Known.class);
    assertThat(reader().read(question(directory))).isInstanceOf(Resolution.Known.class);
  }

  @Test
  void whatOthersMayWriteIsNotIncluded() throws Exception {
    Path open = write("open", "Port 2201\n");
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-rw-rw-"));
    Path config = write("config", "Include " + open + "\n");

    assertThat(invalid(config).where()).isEqualTo(open.toString());
    assertThat(invalid(config).what()).contains("bad owner or permissions");
  }

  @Test
  void messagesHoldNoEscapes() throws Exception {
    Path config = write("config", "\u001b[2JPort\u0007 22\n");

    assertThat(invalid(config).what()).doesNotContain("\u001b", "\u0007");
  }

  private Path write(String name, String text) throws Exception {
    return Files.write(directory.resolve(name), text.getBytes(StandardCharsets.UTF_8));
  }

  private ConfigReader reader() {
    return new ConfigReader(LocalUser.here(directory));
  }

  private static Question question(Path config) {
    return new Question(
        Optional.of(config.toString()), "web1", Optional.empty(), Optional.empty(), List.of());
  }

  private String known(Path config) {
    return reader().read(question(config)) instanceof Resolution.Known(var values)
        ? String.join(" ", values.getOrDefault("port", List.of()))
        : "";
  }

  private Problem invalid(Path config) {
    return ((Resolution.Invalid) reader().read(question(config))).problem();
  }

  private Problem tooMuch(Path config) {
    return ((Resolution.TooMuch) reader().read(question(config))).problem();
  }
}
