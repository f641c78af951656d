package io.portside.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program itself, as it finds its run logs by the environment. */
class LastCommandTest {
  @TempDir Path dir;

  @Test
  void showsAgainWhatStoodAtTheEnd() throws Exception {
    assertThat(portside("last")).contains("there is no run number 1", "mend:");

    String check = portside("check", "-i", "127.0.0.1:1,127.0.0.2:1,", "--ssh-config", "/dev/null");
    String end =
        check.substring(check.indexOf("connection-refused: 127.0.0.1, 127.0.0.2 (2 hosts)"));

    assertThat(check.chars()).as("nothing but text in a pipe").allMatch(c -> c == '\n' || c >= ' ');
    assertThat(portside("last")).endsWith("check  2 hosts, 2 failed\n" + end);
    assertThat(portside("last", "--list").lines()).singleElement().asString().contains("  check  ");
  }

  private String portside(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.add("io.portside.cli.Main");
    command.addAll(List.of(arguments));
    ProcessBuilder program = new ProcessBuilder(command).redirectErrorStream(true);
    program.environment().put("XDG_STATE_HOME", dir.toString());
    return new String(program.start().getInputStream().readAllBytes(), UTF_8);
  }
}
