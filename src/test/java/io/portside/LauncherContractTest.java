package io.portside;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The launcher beside a Maven and Javas that only tell how they were called. */
@Timeout(60)
class LauncherContractTest {
  private static final String TOLD_BY_JAVA =
      """
      #!/bin/sh
      echo "java ${0%/bin/java}"
      for argument; do
        echo "[$argument]"
        case $argument in -XX:AOTCacheOutput=*) echo "$@" >"${argument#*=}" ;; esac
      done
      exit 7
      """;
  private static final String BUILDING_MAVEN =
      """
      #!/bin/sh
      echo "$@" >>mvn-calls
      : >target/portside-1.0.0.jar
      """;

  private static final List<String> TOOLS =
      List.of(
          "readlink",
          "dirname",
          "find",
          "mkdir",
          "mv",
          "touch",
          "cat",
          "rm",
          "grep",
          "head",
          "sed",
          "sleep");

  @TempDir Path temp;
  private Path home;
  private Path bin;

  private record Run(int exitCode, String out, String err) {}

  @BeforeEach
  void installs() throws IOException {
    // A space in every path: an unquoted expansion does not survive it.
    home = Files.createDirectories(temp.resolve("the home"));
    bin = Files.createDirectories(temp.resolve("the bin"));
    Files.copy(Path.of("portside"), home.resolve("portside"), StandardCopyOption.COPY_ATTRIBUTES);
    Files.createDirectories(home.resolve("src/main/java"));
    Files.createFile(home.resolve("pom.xml"));
    program(bin.resolve("mvn"), BUILDING_MAVEN);
  }

  @ParameterizedTest
  @CsvSource({"sh", "dash", "bash", "busybox sh"})
  void passesArgumentsAndExitCodeUnharmed(String shell) throws Exception {
    Path java = java("java 25", "25.0.3");
    List<String> command = new ArrayList<>(List.of(shell.split(" ", -1)));
    command.add(home.resolve("portside").toString());
    command.addAll(List.of("a b", "", "*", "-e", "x=\"1\"\n2"));

    Run run = run(command, Map.of("PORTSIDE_JAVA", java.toString()));

    assertThat(run.exitCode()).as(run.err()).isEqualTo(7);
    assertThat(run.out())
        .startsWith("java " + java)
        .contains("[-Xlog:disable]", home.resolve("target/portside-1.0.0.jar").toString())
        .endsWith("[a b]\n[]\n[*]\n[-e]\n[x=\"1\"\n2]\n");
  }

  @Test
  void takesTheFirstJavaThatIsNewEnough() throws Exception {
    Path wanted = java("wanted", "25");
    Path newer = java("newer", "26.0.1");
    Path old = java("old", "17.0.15");
    Path eight = java("eight", "1.8.0_402");

    assertThat(launch(Map.of("PORTSIDE_JAVA", wanted + "/bin/java", "JAVA_HOME", newer + "")).out())
        .startsWith("java " + wanted);
    assertThat(launch(Map.of("JAVA_HOME", newer + "")).out()).startsWith("java " + newer);

    Files.createSymbolicLink(bin.resolve("java"), newer.resolve("bin/java"));
    assertThat(launch(Map.of("JAVA_HOME", old + "")).out()).startsWith("java " + newer);
    assertThat(launch(Map.of("JAVA_HOME", eight + "")).out()).startsWith("java " + newer);
  }

  @Test
  void asksAJavaThatHasNoReleaseFile() throws Exception {
    Path java = java("bare", "25");
    Files.delete(java.resolve("release"));
    program(
        java.resolve("bin/java"),
        """
        #!/bin/sh
        [ "$1" != -version ] || { echo 'openjdk version "25.0.1" 2025-10-21' >&2; exit; }
        echo started
        """);

    assertThat(launch(Map.of("PORTSIDE_JAVA", java.toString())).out()).isEqualTo("started\n");
  }

  @Test
  void refusesAJavaNamedThatIsTooOld() throws Exception {
    Run run = launch(Map.of("PORTSIDE_JAVA", java("old", "17.0.15").toString()));

    assertThat(run.exitCode()).isEqualTo(64);
    assertThat(run.err()).contains("PORTSIDE_JAVA=", "is no Java 25 or newer");
  }

  @Test
  void worksThroughLinksFromAnywhere() throws Exception {
    Path first = Files.createSymbolicLink(temp.resolve("first"), Path.of("the home/portside"));
    Path second = Files.createSymbolicLink(bin.resolve("portside"), first);

    Run run = run(List.of(second.toString()), javaHome());

    assertThat(run.exitCode()).as(run.err()).isEqualTo(7);
    assertThat(run.out()).contains(home.toRealPath() + "/target/portside-1.0.0.jar");
  }

  @Test
  void buildsAtFirstUseAndThenOnlyWhenSourcesAreNewer() throws Exception {
    assertThat(launch(javaHome()).err()).startsWith("Building Portside (first use) …");
    assertThat(launch(javaHome()).err()).isEmpty();

    Path source = Files.createFile(home.resolve("src/main/java/New.java"));
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
    assertThat(launch(javaHome()).err()).startsWith("Building Portside (sources changed) …");

    assertThat(Files.readAllLines(home.resolve("mvn-calls")))
        .hasSize(2)
        .allMatch(call -> call.contains("-Dmaven.test.skip=true package"));
  }

  @Test
  void eachBuildTrainsACacheWithTheFlagsOfEveryStart() throws Exception {
    Path cache = home.resolve("target/portside.aot");

    Run run = launch(javaHome());

    assertThat(run.out()).contains("[-XX:AOTCache=" + cache.toRealPath() + "]");
    String trained = Files.readString(cache);
    assertThat(run.out().lines().filter(line -> line.startsWith("[-X")))
        .hasSizeGreaterThan(4)
        .filteredOn(line -> !line.startsWith("[-XX:AOTCache="))
        .allMatch(flag -> trained.contains(flag.substring(1, flag.length() - 1)));
    assertThat(trained).contains("inventory");

    Files.writeString(cache, "old");
    Files.setLastModifiedTime(
        home.resolve("pom.xml"), FileTime.from(Instant.now().plusSeconds(60)));
    launch(javaHome());
    assertThat(cache).hasContent(trained);
  }

  @Test
  void aTrainingThatFailsMattersToNobody() throws Exception {
    Files.createDirectories(home.resolve("target"));
    Path cache = Files.writeString(home.resolve("target/portside.aot"), "of an older jar");
    Path java = java("java 25", "25");
    program(
        java.resolve("bin/java"),
        """
        #!/bin/sh
        case "$*" in *AOTCacheOutput*) echo noise; echo noise >&2; exit 1 ;; esac
        echo started
        """);

    Run run = launch(Map.of("JAVA_HOME", java.toString()));

    assertThat(run).isEqualTo(new Run(0, "started\n", "Building Portside (first use) …\n"));
    assertThat(cache).doesNotExist();
  }

  /** What the real Java is to start. */
  static final class Hello {
    public static void main(String[] args) {
      System.out.println("hello");
    }
  }

  @Test
  void aCacheThatDoesNotFitIsPassedOverInSilence() throws Exception {
    Path jar = hello(temp.resolve("hello.jar"));
    program(bin.resolve("mvn"), "#!/bin/sh\n/bin/cp '" + jar + "' target/portside-1.0.0.jar\n");
    Map<String, String> java = Map.of("PORTSIDE_JAVA", System.getProperty("java.home"));
    Run hello = new Run(0, "hello\n", "");
    Path cache = home.resolve("target/portside.aot");

    assertThat(launch(java).out()).isEqualTo("hello\n");
    assertThat(cache).isNotEmptyFile();
    assertThat(launch(java)).as("trained").isEqualTo(hello);

    Files.setLastModifiedTime(
        home.resolve("target/portside-1.0.0.jar"), FileTime.from(Instant.now().plusSeconds(60)));
    assertThat(launch(java)).as("another jar").isEqualTo(hello);

    Files.write(cache, Arrays.copyOf(Files.readAllBytes(cache), 100_000));
    assertThat(launch(java)).as("cut off").isEqualTo(hello);

    Files.writeString(cache, "junk");
    assertThat(launch(java)).as("junk").isEqualTo(hello);

    Files.delete(cache);
    assertThat(launch(java)).as("missing").isEqualTo(hello);
  }

  private static Path hello(Path jar) throws IOException {
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Hello.class.getName());
    String entry = Hello.class.getName().replace('.', '/') + ".class";
    try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        var bytes = Objects.requireNonNull(Hello.class.getResourceAsStream("/" + entry))) {
      out.putNextEntry(new ZipEntry(entry));
      bytes.transferTo(out);
      out.closeEntry();
    }
    return jar;
  }

  @Test
  void twoFirstUsesAtOnceBuildOnce() throws Exception {
    Process one = start(List.of(home.resolve("portside").toString()), javaHome());
    Process two = start(List.of(home.resolve("portside").toString()), javaHome());

    assertThat(one.waitFor()).isEqualTo(7);
    assertThat(two.waitFor()).isEqualTo(7);
    assertThat(Files.readAllLines(home.resolve("mvn-calls"))).hasSize(1);
    assertThat(home.resolve("target/launcher.lock")).doesNotExist();
  }

  @Test
  void aLockLeftByADeadBuildBlocksNobody() throws Exception {
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Files.createDirectories(home.resolve("target"));
    Files.writeString(home.resolve("target/launcher.lock"), dead.pid() + "\n");

    assertThat(launch(javaHome()).exitCode()).isEqualTo(7);
  }

  @Test
  void showsWhyTheBuildFailed() throws Exception {
    program(
        bin.resolve("mvn"),
        "#!/bin/sh\necho '[INFO] noise'\necho '[ERROR] A.java:[1,2] no such thing'\nexit 1\n");

    Run run = launch(javaHome());

    assertThat(run.exitCode()).isEqualTo(70);
    assertThat(run.err())
        .contains("no such thing", "the build failed", "launcher-build.log")
        .doesNotContain("noise");
    assertThat(home.resolve("target/launcher.lock")).doesNotExist();
  }

  @Test
  void saysWhenMavenIsMissing() throws Exception {
    Files.delete(bin.resolve("mvn"));

    Run run = launch(javaHome());

    assertThat(run.exitCode()).isEqualTo(64);
    assertThat(run.err()).contains("no mvn on PATH", "mend: ");
  }

  @Test
  void aReleaseWithoutSourcesIsNeverBuilt() throws Exception {
    Files.createDirectories(home.resolve("target"));
    Files.createFile(home.resolve("target/portside-1.0.0.jar"));
    Files.delete(home.resolve("pom.xml"));
    Files.delete(home.resolve("src/main/java"));
    Files.delete(home.resolve("src/main"));

    assertThat(launch(javaHome()).err()).isEmpty();
  }

  private Map<String, String> javaHome() throws IOException {
    return Map.of("JAVA_HOME", java("java 25", "25.0.3").toString());
  }

  private Run launch(Map<String, String> environment) throws Exception {
    return run(List.of(home.resolve("portside").toString()), environment);
  }

  private Run run(List<String> command, Map<String, String> environment) throws Exception {
    Path err = temp.resolve("err");
    ProcessBuilder builder = builder(command, environment).redirectError(err.toFile());
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), out, Files.readString(err));
  }

  private Process start(List<String> command, Map<String, String> environment) throws IOException {
    return builder(command, environment)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** Only the tools a launcher may use are on its PATH: no Maven or Java of this machine. */
  private ProcessBuilder builder(List<String> command, Map<String, String> environment)
      throws IOException {
    for (String tool : TOOLS) {
      if (Files.notExists(bin.resolve(tool))) { // another process may be running it
        program(bin.resolve(tool), "#!/bin/sh\nPATH=/usr/bin:/bin exec " + tool + " \"$@\"\n");
      }
    }
    ProcessBuilder builder = new ProcessBuilder(command).directory(temp.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", bin.toString());
    builder.environment().putAll(environment);
    return builder;
  }

  private Path java(String name, String version) throws IOException {
    Path javaHome = temp.resolve(name);
    Files.createDirectories(javaHome.resolve("bin"));
    Files.writeString(
        javaHome.resolve("release"),
        "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"" + version + "\"\nMODULES=\"java.base\"\n");
    program(javaHome.resolve("bin/java"), TOLD_BY_JAVA);
    return javaHome;
  }

  private static void program(Path path, String text) throws IOException {
    Files.writeString(path, text);
    assertThat(path.toFile().setExecutable(true)).isTrue();
  }
}
