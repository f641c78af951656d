package io.portside.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptRunTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @TempDir Path directory;

  @Test
  void endsAScriptThatDoesNot() throws IOException {
    Path pid = directory.resolve("pid");
    Path script = script("echo $$ >" + pid + "; exec sleep 600");

    assertThatThrownBy(() -> ScriptRun.run(script, Duration.ofSeconds(1)))
        .hasMessage("it did not end within 1 s");

    long process = Long.parseLong(Files.readString(pid).strip());
    ProcessHandle.of(process).ifPresent(handle -> handle.onExit().join());
    assertThat(ProcessHandle.of(process)).isEmpty();
  }

  @Test
  void endsAScriptThatPrintsForEver() throws IOException {
    Path script = script("exec yes");

    assertThatThrownBy(() -> ScriptRun.run(script, LONG)).hasMessage("it prints more than 16 MiB");
  }

  @Test
  void takesTheOutputOfAScriptThatLeavesAProcess() throws IOException {
    Path script = script("sleep 600 & echo $! >" + directory.resolve("left") + "; echo '{}'");

    ScriptRun.Output output = ScriptRun.run(script, LONG);

    ProcessHandle.of(Long.parseLong(Files.readString(directory.resolve("left")).strip()))
        .ifPresent(ProcessHandle::destroy);
    assertThat(output).isEqualTo(new ScriptRun.Output(0, "{}\n", ""));
  }

  private Path script(String commands) throws IOException {
    Path script = Files.writeString(directory.resolve("script"), "#!/bin/sh\n" + commands + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return script;
  }
}
