package io.portside.inventory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The Ansible that is installed here, asked many times at once by {@code ansible-oracle.py}: that
 * takes 40 ms a command instead of half a second.
 */
final class AnsibleOracle {
  /** Debian 12's; others read a few corners differently. */
  private static final String VERSION = "2.14.";

  private static final Path SCRIPT = Path.of("src/test/resources/ansible-oracle.py");
  private static final Path CONFIGURATION = Path.of("src/test/resources/ansible-oracle.cfg");
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * A command line and where it is run.
   *
   * @param words {@code ansible} or {@code ansible-inventory} and its arguments
   */
  record Command(Path directory, List<String> words) {}

  record Answer(int status, String stdout, String stderr) {
    /** On one line: Ansible breaks its warnings at 80 columns. */
    String warnings() {
      return stderr.replaceAll("\\s+", " ");
    }
  }

  private final String python;

  private AnsibleOracle(String python) {
    this.python = python;
  }

  /** Ends the test as skipped where there is none of the version that the expectations are from. */
  static AnsibleOracle installed() throws IOException {
    Path program =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .map(directory -> Path.of(directory, "ansible-inventory"))
            .filter(Files::isExecutable)
            .findFirst()
            .orElseGet(() -> abort("no ansible-inventory on PATH"));
    String python = Files.readAllLines(program).getFirst().substring(2).strip();
    Process process =
        new ProcessBuilder(
                python, "-c", "import ansible.release as r; print(r.__version__, end='')")
            .start();
    String version = new String(process.getInputStream().readAllBytes(), UTF_8);
    return version.startsWith(VERSION)
        ? new AnsibleOracle(python)
        : abort("the expectations are those of ansible-core " + VERSION + ", not " + version);
  }

  /** The answers in the order of the commands. */
  List<Answer> ask(List<Command> commands) throws IOException, InterruptedException {
    int half = commands.size() / 2;
    Path[] questions = {
      questions(commands.subList(0, half)), questions(commands.subList(half, commands.size()))
    };
    List<Process> processes = new ArrayList<>();
    List<Path> outputs = new ArrayList<>();
    for (Path question : questions) {
      Path output = Files.createTempFile("oracle", ".json");
      outputs.add(output);
      var builder = new ProcessBuilder(python, SCRIPT.toAbsolutePath().toString());
      builder.environment().keySet().removeIf(name -> name.startsWith("ANSIBLE_"));
      builder.environment().put("ANSIBLE_CONFIG", CONFIGURATION.toAbsolutePath().toString());
      builder.environment().put("LC_ALL", "C.UTF-8");
      processes.add(
          builder
              .redirectInput(question.toFile())
              .redirectOutput(output.toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start());
    }
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < processes.size(); i++) {
      processes.get(i).waitFor();
      for (String line : Files.readAllLines(outputs.get(i))) {
        JsonNode answer = JSON.readTree(line);
        answers.add(
            new Answer(
                answer.get("status").intValue(),
                answer.get("stdout").textValue(),
                answer.get("stderr").textValue()));
      }
      Files.delete(questions[i]);
      Files.delete(outputs.get(i));
    }
    return answers;
  }

  private static Path questions(List<Command> commands) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Command command : commands) {
      List<String> words = new ArrayList<>();
      words.add(command.directory().toAbsolutePath().toString());
      words.addAll(command.words());
      lines.add(JSON.writeValueAsString(words));
    }
    return Files.write(Files.createTempFile("oracle", ".txt"), lines);
  }
}
