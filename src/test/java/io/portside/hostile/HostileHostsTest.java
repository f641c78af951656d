package io.portside.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.portside.hostile.Trick.Patience;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The program among hosts that are all hostile, in a heap of 192 MiB: it ends, each host has one
 * outcome, and nothing that a host said reaches a terminal as it came.
 */
@TestInstance(Lifecycle.PER_CLASS)
class HostileHostsTest {
  private static final long WATCHDOG_MINUTES = 5;
  private static final Pattern NOT_FIT_TO_BE_SHOWN =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\\n\\t]]");

  private final Map<String, JsonNode> found = new ConcurrentHashMap<>();
  private final Map<String, String> shown = new ConcurrentHashMap<>();

  static Stream<Trick> tricks() {
    return Trick.all().stream();
  }

  /** Those that end by themselves are given time, so that a slow machine makes no difference. */
  @BeforeAll
  void checkThemAll(@TempDir Path directory) throws Exception {
    try (ExecutorService runs = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all =
          List.of(
              runs.submit(run(directory.resolve("ends"), Patience.NONE, "120", "120")),
              runs.submit(run(directory.resolve("login"), Patience.LOGIN, "3", "120")),
              runs.submit(run(directory.resolve("command"), Patience.COMMAND, "120", "3")));
      for (Future<?> run : all) {
        run.get();
      }
    }
  }

  private Callable<Void> run(Path folder, Patience patience, String login, String command) {
    return () -> {
      check(folder, patience, "--connect-timeout", login, "--timeout", command);
      return null;
    };
  }

  private void check(Path folder, Patience patience, String... limits) throws Exception {
    List<Trick> some = tricks().filter(trick -> trick.patience() == patience).toList();
    Path _ = Files.createDirectory(folder);
    try (HostileHosts hosts = new HostileHosts(some)) {
      List<String> command =
          new ArrayList<>(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx192m",
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  "io.portside.cli.Main",
                  "check",
                  "-v",
                  "-D",
                  "-i",
                  hosts.inventory(folder.resolve("hosts.ini")).toString(),
                  "--ssh-config",
                  "/dev/null",
                  "--host-key-checking",
                  "off",
                  "-o",
                  "json"));
      for (String report : List.of("report.html", "report.xml", "report.md")) {
        command.addAll(List.of("--report", folder.resolve(report).toString()));
      }
      command.addAll(List.of(limits));
      run(command, folder);
    }
    JsonNode report = new JsonMapper().readTree(Files.readString(folder.resolve("out")));
    report.path("hosts").forEach(host -> found.put(host.path("host").asText(), host));
  }

  private void run(List<String> command, Path folder) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
    Process process =
        builder
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile())
            .start();
    process.getOutputStream().close();
    try {
      assertThat(process.waitFor(WATCHDOG_MINUTES, TimeUnit.MINUTES))
          .as("ended: " + folder)
          .isTrue();
    } finally {
      process.destroyForcibly();
    }
    for (String file : List.of("out", "err", "report.html", "report.xml", "report.md")) {
      shown.put(folder.getFileName() + "/" + file, Files.readString(folder.resolve(file)));
    }
  }

  @ParameterizedTest
  @MethodSource("tricks")
  void eachHasOneNamedEnd(Trick trick) {
    JsonNode host = found.getOrDefault(trick.name(), MissingNode.getInstance());
    String code = host.path("problems").path(0).path("code").asText();
    assertThat(code.isEmpty() ? host.path("outcome").asText() : code)
        .as(host.toString())
        .isEqualTo(trick.end());
    assertThat(host.path("problems").toString()).as("bounded").hasSizeLessThan(3_000);
  }

  @Test
  void nothingIsShownAsItCame() {
    shown.forEach(
        (file, text) ->
            assertThat(
                    NOT_FIT_TO_BE_SHOWN.matcher(text).results().map(m -> around(text, m.start())))
                .as(file)
                .isEmpty());
    assertThat(shown.get("ends/out")).matches("[\\n -~]*");
  }

  private static String around(String text, int at) {
    return text.substring(Math.max(0, at - 60), Math.min(text.length(), at + 20));
  }

  @Test
  void noneIsADefectOfOurs() {
    assertThat(shown.get("ends/err") + shown.get("login/err") + shown.get("command/err"))
        .doesNotContain("defect", "Exception", "OutOfMemory");
  }
}
