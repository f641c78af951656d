package io.portside.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.portside.facts.Facts;
import io.portside.facts.Frames;
import io.portside.facts.RecordedProbe;
import io.portside.ssh.RemoteScript;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder that the remote scripts take for a host. Their absolute paths are moved into it, and
 * {@code PATH} holds only the fake commands of {@code src/test/resources/fakehost} and links to the
 * few real ones that the scripts may use.
 */
final class FakeHost implements AutoCloseable {
  static final String DROPINS = "/etc/systemd/system/docker.service.d";
  static final String DROPIN = DROPINS + "/override.conf";
  static final String UNIT = "/lib/systemd/system/docker.service";

  private static final List<String> FAKES =
      List.of(
          "curl",
          "daemon",
          "docker",
          "dockerd",
          "engine",
          "id",
          "ip",
          "journalctl",
          "mv",
          "netstat",
          "service",
          "sleep",
          "ss",
          "sync",
          "systemctl");
  private static final List<String> REAL =
      List.of(
          "cat",
          "chmod",
          "chown",
          "cp",
          "date",
          "flock",
          "grep",
          "head",
          "ln",
          "ls",
          "mkdir",
          "mkfifo",
          "mktemp",
          "rm",
          "rmdir",
          "sed",
          "setsid",
          "sha256sum",
          "stat",
          "tail",
          "timeout",
          "touch",
          "tr",
          "true");
  private static final Pattern ABSOLUTE =
      Pattern.compile(
          "(?<![\\w.:}/])/(?=(?:etc|var|run|lib|usr|proc/net)/|proc/uptime|proc/\\$pid/(?:fd|comm|cmdline))");

  private final Path dir;
  private final Path root;
  private final Path bin;
  private final String shell;
  private final Process daemon;

  /** What a script left behind; {@code out} has one char a byte. */
  record Run(int exit, String out, String err) {
    Frames frames() {
      return Frames.parse(out).orElseThrow(() -> new AssertionError("exit " + exit + ": " + err));
    }

    String result() {
      return frames().first("result").orElse("no result: " + err);
    }

    String cause() {
      return frames().first("cause").orElse("");
    }
  }

  /** A script under way, its data not yet sent. */
  record Running(Process process, RemoteScript script, Path err) {
    Running send() {
      return send(script.payload());
    }

    Running send(byte[] payload) {
      try (OutputStream in = process.getOutputStream()) {
        in.write(payload);
      } catch (IOException e) {
        assertThat(e).hasMessageMatching("Broken pipe|Stream closed"); // it ended without reading
      }
      return this;
    }

    Run end() throws IOException, InterruptedException {
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      return new Run(process.waitFor(), out, Files.readString(err));
    }
  }

  /**
   * A host with a running docker, systemd and no daemon.json.
   *
   * @param shell {@code dash}, {@code bash} or {@code busybox sh}: what runs the scripts
   */
  FakeHost(Path dir, String shell) throws IOException {
    this.dir = dir;
    this.root = Files.createDirectories(dir.resolve("root"));
    this.bin = Files.createDirectories(dir.resolve("bin"));
    this.shell = real(shell.replaceFirst(" .*", "")) + shell.replaceFirst("^\\S+", "");
    for (String name : REAL) {
      Files.createSymbolicLink(bin.resolve(name), real(name));
    }
    Files.createSymbolicLink(bin.resolve("sh"), real(shell.replaceFirst(" .*", "")));
    for (String name : FAKES) {
      try (InputStream in = FakeHost.class.getResourceAsStream("/fakehost/" + name)) {
        Files.write(bin.resolve(name), in.readAllBytes());
      }
      Files.setPosixFilePermissions(
          bin.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Facts recorded = RecordedProbe.of("bookworm").facts();
    put(UNIT, recorded.text(UNIT).orElseThrow());
    put(Facts.DEFAULTS, recorded.text(Facts.DEFAULTS).orElseThrow());
    put("/run/systemd/system/x", "");
    put("/etc/systemd/system/x", "");
    put("/proc/uptime", "1000.00 1.00\n");
    for (String name : List.of("events", "seen", "listeners", "log", "containers", "images")) {
      set(name, "");
    }
    set("running", "");
    set("live-restore", "false\n");
    set("root", "/var/lib/docker overlay2\n");
    set("addresses", recordedFrame("addresses") + "\n");
    set(
        "info",
        recordedFrame("info").replace("\"ContainersRunning\":1", "\"ContainersRunning\":0"));
    daemon = process("daemon").start();
    BufferedReader ready =
        new BufferedReader(
            new InputStreamReader(daemon.getInputStream(), StandardCharsets.US_ASCII));
    assertThat(ready.readLine()).isEqualTo("ready");
    put("/var/run/docker.pid", Long.toString(daemon.pid()));
    put("/proc/" + daemon.pid() + "/comm", "dockerd\n");
    put("/proc/" + daemon.pid() + "/cmdline", "/usr/sbin/dockerd\0-H\0fd://\0");
    set(
        "units",
        moved(recordedFrame("units")).replaceFirst("MainPID=\\d+", "MainPID=" + daemon.pid()));
  }

  /** Docker does not run. */
  FakeHost stopped() throws IOException {
    forget("running");
    delete("/var/run/docker.pid");
    String stopped = state("units").replaceFirst("ActiveState=active", "ActiveState=inactive");
    set("units", stopped.replaceFirst("MainPID=\\d+", "MainPID=0"));
    return this;
  }

  /** No systemd, but /etc/init.d/docker. */
  FakeHost sysvinit() throws IOException {
    delete("/run/systemd/system/x");
    delete("/run/systemd/system");
    put("/etc/init.d/docker", "#!/bin/sh\n");
    mode("/etc/init.d/docker", "rwxr-xr-x");
    return this;
  }

  /** A container that runs; it has the pid of this test, so the pid lives. */
  FakeHost container(String id) throws IOException {
    set("containers", id + " " + ProcessHandle.current().pid() + " no /web false\n");
    set("info", state("info").replace("\"ContainersRunning\":0", "\"ContainersRunning\":1"));
    return this;
  }

  /** The command is not installed. */
  FakeHost without(String command) throws IOException {
    Files.delete(bin.resolve(command));
    return this;
  }

  /** What /proc shows of a listener of the daemon; the port in hex. */
  void listensInProc(String port) throws IOException {
    put(
        "/proc/net/tcp",
        "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid\n"
            + "   0: 00000000:"
            + port
            + " 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4711 1 0\n");
    Path fds = Files.createDirectories(at("/proc/" + daemon.pid() + "/fd"));
    Files.createSymbolicLink(fds.resolve("9"), Path.of("socket:[4711]"));
  }

  void put(String path, String content) throws IOException {
    Files.createDirectories(at(path).getParent());
    Files.writeString(at(path), content);
  }

  void mode(String path, String permissions) throws IOException {
    Files.setPosixFilePermissions(at(path), PosixFilePermissions.fromString(permissions));
  }

  void delete(String path) throws IOException {
    Files.delete(at(path));
  }

  String read(String path) throws IOException {
    return Files.readString(at(path));
  }

  Path at(String path) {
    return root.resolve(path.substring(1));
  }

  /** Sets what a fake command looks at. */
  void set(String name, String content) throws IOException {
    Path file = Files.createDirectories(dir.resolve("fake")).resolve(name);
    Files.writeString(file, content);
  }

  void forget(String name) throws IOException {
    Files.delete(dir.resolve("fake").resolve(name));
  }

  String state(String name) throws IOException {
    return Files.readString(dir.resolve("fake").resolve(name));
  }

  /** What the fake commands were called with, paths as on a host. */
  List<String> events() throws IOException {
    return state("events").replace(root.toString(), "").lines().toList();
  }

  /** The daemon.json that dockerd saw, each with what made it look. */
  List<String> seen() throws IOException {
    return Arrays.stream(state("seen").split("\n==\n")).filter(s -> !s.isEmpty()).toList();
  }

  /** All files and folders with mode and content, but for Portside's own state. */
  Map<String, String> tree() throws IOException {
    Map<String, String> all = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.toList()) {
        String path = "/" + root.relativize(file);
        if (!path.startsWith("/var/lib") && !path.equals("/proc/uptime")) {
          String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
          all.put(path, mode + " " + (Files.isRegularFile(file) ? Files.readString(file) : ""));
        }
      }
    }
    return all;
  }

  /** What is not as it was in the tree. */
  List<String> changedSince(Map<String, String> before) throws IOException {
    Map<String, String> now = tree();
    return Stream.concat(before.keySet().stream(), now.keySet().stream())
        .distinct()
        .filter(path -> !Objects.equals(before.get(path), now.get(path)))
        .map(path -> path + ": " + before.get(path) + " is now " + now.get(path))
        .toList();
  }

  Facts facts(Scripts.Backup backup) throws IOException, InterruptedException {
    Run run = start(Scripts.probe(backup)).send().end();
    assertThat(run.err().lines().filter(l -> !l.contains("ignored null byte"))).isEmpty();
    return new RecordedProbe(run.frames().all().stream().map(this::asOnAHost).toList()).facts();
  }

  Run ask(String path) throws IOException, InterruptedException {
    return start(Scripts.ask(path)).send().end();
  }

  Run transaction(String data) throws IOException, InterruptedException {
    return startTransaction(data).send().end();
  }

  Running startTransaction(String data) throws IOException {
    String moved =
        Arrays.stream(data.split("\n", -1))
            .map(l -> l.startsWith("+") || l.startsWith("-") ? l : moved(l))
            .collect(Collectors.joining("\n"));
    return start(Scripts.transaction(moved));
  }

  private Running start(RemoteScript script) throws IOException {
    String text = moved(script.text().replaceFirst("(?m)^PATH=.*$", "PATH=\\$PATH"));
    RemoteScript moved = new RemoteScript(script.name(), text, script.data());
    String command = moved.command().replaceFirst("^sh ", shell + " ");
    Path err = dir.resolve("stderr");
    Process process =
        process("/bin/sh", "-c", "exec " + command).redirectError(err.toFile()).start();
    return new Running(process, moved, err);
  }

  /** A process in the host's environment. */
  ProcessBuilder process(String... command) {
    if (!command[0].startsWith("/")) {
      command[0] = bin.resolve(command[0]).toString();
    }
    ProcessBuilder builder = new ProcessBuilder(command).directory(dir.toFile());
    builder.environment().clear();
    builder
        .environment()
        .putAll(
            Map.of(
                "PATH", bin.toString(),
                "ROOT", root.toString(),
                "FAKE", dir.resolve("fake").toString(),
                "LC_ALL", "C.UTF-8"));
    return builder;
  }

  private String moved(String text) {
    return ABSOLUTE.matcher(text).replaceAll(root + "/");
  }

  private Frames.Frame asOnAHost(Frames.Frame frame) {
    return new Frames.Frame(
        frame.key().replace(root.toString(), ""), frame.raw().replace(root.toString(), ""));
  }

  private static String recordedFrame(String key) {
    return RecordedProbe.of("bookworm").frames().stream()
        .filter(f -> f.key().equals(key))
        .findFirst()
        .orElseThrow()
        .text();
  }

  private static Path real(String command) {
    return Stream.of("/usr/bin", "/bin", "/usr/sbin", "/sbin")
        .map(folder -> Path.of(folder, command))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new AssertionError(command + " is not installed"));
  }

  @Override
  public void close() throws IOException {
    for (String name : REAL) {
      Files.deleteIfExists(bin.resolve(name));
    }
    List<ProcessHandle> children = daemon.descendants().toList();
    daemon.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
  }
}
