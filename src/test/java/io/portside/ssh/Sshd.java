package io.portside.ssh;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** OpenSSH's own sshd on a free port of the loopback, for the user who runs the tests. */
final class Sshd implements AutoCloseable {
  static final String USER = System.getProperty("user.name");

  private final Process process;
  private final Path config;
  private final Path log;
  private final int port;

  private Sshd(Process process, Path config, Path log, int port) {
    this.process = process;
    this.config = config;
    this.log = log;
    this.port = port;
  }

  /** With fresh host keys of the given types and {@code authorized_keys} of that directory. */
  static Sshd start(Path directory, List<String> keyTypes, String... options) throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    return start(directory, keyTypes, port, options);
  }

  static Sshd start(Path directory, List<String> keyTypes, int port, String... options)
      throws IOException {
    if (USER.equals("root")) {
      Files.createDirectories(Path.of("/run/sshd"));
    }
    List<String> config =
        new ArrayList<>(
            List.of(
                "ListenAddress 127.0.0.1:" + port,
                "PidFile none",
                "UsePAM no",
                "StrictModes no",
                "PermitRootLogin yes",
                "AuthorizedKeysFile " + directory.resolve("authorized_keys")));
    for (String type : keyTypes) {
      Path key = directory.resolve("host_" + type);
      Files.deleteIfExists(key);
      generate(key, type, "");
      config.add("HostKey " + key);
    }
    config.addAll(List.of(options));
    Path file = Files.write(directory.resolve("sshd_config"), config);
    return run(file, directory.resolve("sshd.log"), port);
  }

  /** The same with the same keys and more configuration, in the place of this one. */
  Sshd again(String... options) throws IOException {
    close();
    Files.write(config, List.of(options), StandardOpenOption.APPEND);
    return run(config, log, port);
  }

  private static Sshd run(Path file, Path log, int port) throws IOException {
    Process process =
        new ProcessBuilder("/usr/sbin/sshd", "-D", "-e", "-f", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Sshd sshd = new Sshd(process, file, log, port);
    await().until(sshd::greets);
    return sshd;
  }

  private boolean greets() throws IOException {
    if (!process.isAlive()) {
      throw new IOException(Files.readString(log));
    }
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        InputStream in = socket.getInputStream()) {
      return in.read() == 'S';
    } catch (IOException e) {
      return false;
    }
  }

  int port() {
    return port;
  }

  /** What it wrote to its log so far. */
  String log() throws IOException {
    return Files.readString(log);
  }

  /** How often somebody logged in. */
  long logins() throws IOException {
    return log().lines().filter(line -> line.startsWith("Accepted ")).count();
  }

  /** Kills the processes of all sessions, as a host does that goes down. */
  void dropSessions() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroy();
    process.onExit().join();
  }

  /** A key pair in files, OpenSSH's format. */
  static Path generate(Path file, String type, String passphrase, String... options)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of("ssh-keygen", "-q", "-t", type, "-N", passphrase, "-f", file.toString()));
    command.addAll(List.of(options));
    run(command);
    return file;
  }

  /** What a command prints; fails where it fails. */
  static String run(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException(command + ": " + output);
    }
    return output;
  }
}
