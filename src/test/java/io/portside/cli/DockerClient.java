package io.portside.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.portside.lab.LabHost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The real {@code docker} client of this machine, far from the hosts. */
final class DockerClient {
  private DockerClient() {}

  /** Its output where it is sent to a host's API. */
  static String docker(LabHost host, String... arguments) {
    List<String> words = new ArrayList<>(List.of("-H", "tcp://" + host.address() + ":2375"));
    words.addAll(List.of(arguments));
    return client(words);
  }

  /** Its output wherever it goes by itself. */
  static String client(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("docker"));
    command.addAll(arguments);
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      assertThat(process.waitFor()).as(output).isZero();
      return output;
    } catch (IOException e) {
      throw new AssertionError("the docker client does not start", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
