package io.portside.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.portside.lab.Lab;
import io.portside.lab.LabImage;
import io.portside.lab.Lifetime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * Passwords out of a vault, right and wrong ones: where the program, started as users start it,
 * leaves no trace of them.
 */
@TestInstance(Lifecycle.PER_CLASS)
class SecretsIT {
  private static final String LOGIN = "Lx7-login-marker";
  private static final String BECOME = LOGIN; // as sudo has it: the user's own
  private static final String WRONG_LOGIN = "Wq3-login-marker";
  private static final String WRONG_BECOME = "Wq4-become-marker";
  private static final String VAULT = "Vz9-vault-marker";

  private final Lab lab =
      Lab.start(List.of(LabImage.BOOKWORM), Lifetime.THROW_AWAY, System.err::println);
  private final Inside host = new Inside(lab.hosts().getFirst());

  @TempDir Path directory;

  @AfterAll
  void close() {
    lab.close();
  }

  @Test
  void areNowhereToBeSeen() throws Exception {
    host.sh("echo dev:" + LOGIN + " | chpasswd");
    Path inventory = inventory();
    Path password = Files.writeString(directory.resolve("vault-password"), VAULT + "\n");
    seal(password);
    ProcessWatch watch = ProcessWatch.start(host);
    Set<String> here = new LinkedHashSet<>();
    JsonNode report = apply(inventory, password, here);
    String there = watch.end();

    assertThat(report.findValuesAsText("outcome"))
        .as(report.toString())
        .containsExactly("changed", "unreachable", "failed", "unreachable");
    assertThat(report.findValuesAsText("code"))
        .contains("login-rejected", "sudo-password-wrong", "connection-refused");
    assertThat(String.join("\n", here)).contains("io.portside.cli.Main");
    assertThat(there).contains("sudo -H -S", "portside");
    for (String secret : List.of(LOGIN, BECOME, WRONG_LOGIN, WRONG_BECOME, VAULT)) {
      assertThat(String.join("\n", here)).as("processes here").doesNotContain(secret);
      assertThat(there).as("processes there").doesNotContain(secret);
      assertThat(filesWith(secret)).isEmpty();
      assertThat(host.is("grep -rqF " + secret + " /var/lib/portside /var/log /run /tmp /etc"))
          .as("files there")
          .isFalse();
    }
  }

  private Path inventory() throws IOException {
    Path vars = Files.createDirectories(directory.resolve("inventory/host_vars"));
    Files.writeString(vars.resolve("good.yml"), passwords(LOGIN, BECOME));
    Files.writeString(vars.resolve("stranger.yml"), passwords(WRONG_LOGIN, BECOME));
    Files.writeString(vars.resolve("nosudo.yml"), passwords(LOGIN, WRONG_BECOME));
    Files.writeString(vars.resolve("away.yml"), passwords(LOGIN, BECOME));
    String address = lab.hosts().getFirst().address();
    return Files.writeString(
        directory.resolve("inventory/hosts.ini"),
        """
        good ansible_host=%1$s
        stranger ansible_host=%1$s
        nosudo ansible_host=%1$s
        away ansible_host=127.0.0.1 ansible_port=1
        [all:vars]
        ansible_user=dev
        portside_listen=["tcp://127.0.0.1:2375"]
        """
            .formatted(address));
  }

  private static String passwords(String login, String become) {
    return "ansible_password: " + login + "\nansible_become_password: " + become + "\n";
  }

  private void seal(Path password) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of("ansible-vault", "encrypt", "--vault-password-file", password.toString()));
    for (String name : List.of("good", "stranger", "nosudo", "away")) {
      command.add(directory.resolve("inventory/host_vars/" + name + ".yml").toString());
    }
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }

  private JsonNode apply(Path inventory, Path password, Set<String> processes) throws Exception {
    Path traces = Files.createDirectories(directory.resolve("traces"));
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + Files.createDirectory(traces.resolve("tmp")),
                "-cp",
                System.getProperty("java.class.path"),
                "io.portside.cli.Main",
                "apply",
                "-i",
                inventory.toString(),
                "--vault-password-file",
                password.toString(),
                "--known-hosts",
                lab.knownHosts().toString(),
                "--ssh-config",
                "/dev/null"));
    command.addAll(List.of("-v", "-D", "--yes", "--max-fail", "100%", "-o", "json"));
    for (String format : List.of("json", "xml", "html", "md")) {
      command.addAll(List.of("--report", traces.resolve("report." + format).toString()));
    }
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("XDG_STATE_HOME", traces.resolve("state").toString());
    Process process =
        builder
            .redirectOutput(traces.resolve("out").toFile())
            .redirectError(traces.resolve("err").toFile())
            .start();
    process.getOutputStream().close();
    while (!process.waitFor(5, TimeUnit.MILLISECONDS)) {
      Stream.concat(Stream.of(process.toHandle()), process.descendants())
          .forEach(
              each -> processes.add(told(each.pid(), "cmdline") + told(each.pid(), "environ")));
    }
    return Portside.json(Files.readString(traces.resolve("out")));
  }

  private static String told(long pid, String file) {
    try {
      return Files.readString(
          Path.of("/proc", Long.toString(pid), file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return ""; // It has ended.
    }
  }

  /** All that the run wrote here: output, reports, the kept run, temporary files. */
  private List<Path> filesWith(String secret) throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve("traces"))) {
      List<Path> written = files.filter(Files::isRegularFile).toList();
      assertThat(written).hasSizeGreaterThan(6);
      List<Path> found = new ArrayList<>();
      for (Path file : written) {
        if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(secret)) {
          found.add(file);
        }
      }
      return found;
    }
  }
}
