package io.portside.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A real terminal, with a program in it: a tmux server of its own, which nobody looks at. */
final class Tmux implements AutoCloseable {
  /** What stands on the screen at the end, before the exit code. */
  static final String EXITED = "exit code ";

  private final Path socket;

  private Tmux(Path socket) {
    this.socket = socket;
  }

  /** Starts Portside at a terminal of so many columns and rows, in an environment of its own. */
  static Tmux run(
      Path directory, int columns, int rows, List<String> environment, List<String> arguments)
      throws IOException {
    Tmux tmux = new Tmux(directory.resolve("tmux"));
    List<String> java = new ArrayList<>(List.of("env", "--default-signal=INT,TERM,HUP"));
    java.addAll(environment);
    java.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    java.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    java.add("io.portside.cli.Main");
    java.addAll(arguments);
    // Ctrl-C is for the program, and the shell has to tell how that ended.
    String command =
        "trap : INT; "
            + String.join(" ", java.stream().map(word -> "'" + word + "'").toList())
            + "; echo "
            + EXITED
            + "$?; exec sleep 600";
    tmux.call("-f", "/dev/null", "new-session", "-d", "-x", "" + columns, "-y", "" + rows, command);
    return tmux;
  }

  /** The lines on the screen, with what has scrolled away above. */
  List<String> lines() throws IOException {
    return call("capture-pane", "-p", "-J", "-S", "-")
        .stripTrailing()
        .lines()
        .map(String::stripTrailing)
        .toList();
  }

  /** The lines on the screen as they are, without what has scrolled away. */
  List<String> screen() throws IOException {
    return call("capture-pane", "-p").stripTrailing().lines().toList();
  }

  /** With colours. */
  String painted() throws IOException {
    return call("capture-pane", "-p", "-e");
  }

  void resize(int columns, int rows) throws IOException {
    call("resize-window", "-x", "" + columns, "-y", "" + rows);
  }

  /** Keys in tmux' words, such as {@code C-c}. */
  void type(String... keys) throws IOException {
    List<String> words = new ArrayList<>(List.of("send-keys"));
    words.addAll(List.of(keys));
    call(words.toArray(String[]::new));
  }

  private String call(String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("tmux", "-S", socket.toString(), "-u"));
    command.addAll(List.of(words));
    ProcessBuilder tmux = new ProcessBuilder(command).redirectErrorStream(true);
    tmux.environment().remove("TMUX");
    tmux.environment().remove("NO_COLOR");
    Process process = tmux.start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException(command + ": " + said);
    }
    return said;
  }

  @Override
  public void close() throws IOException {
    call("kill-server");
  }
}
