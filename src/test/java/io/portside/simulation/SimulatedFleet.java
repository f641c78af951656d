package io.portside.simulation;

import io.portside.facts.RecordedProbe;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.password.AcceptAllPasswordAuthenticator;
import org.apache.sshd.server.auth.pubkey.AcceptAllPublickeyAuthenticator;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;

/**
 * Many hosts in one process: an SSH server that answers each user, which stands for a host, with
 * what probe and transaction printed on a real one. It runs no script; what it is sent it reads to
 * the end. What a host says can be held up or replaced.
 */
public final class SimulatedFleet implements AutoCloseable {
  /** What is sent to a host. */
  public enum Script {
    PROBE,
    TRANSACTION
  }

  /** A transaction that went well, with 1.35 s of downtime. */
  public static final String COMMITTED =
      frames("result", "committed", "downtime", "1350", "kept", "yes", "step", "restart 1200");

  /** One that did nothing because somebody changed a file since the probe. */
  public static final String STALE =
      frames("result", "untouched", "cause", "changed-meanwhile daemon.json was changed");

  /** A transaction that was rolled back because dockerd did not start. */
  public static final String ROLLED_BACK =
      frames("result", "rolled-back", "cause", "start-failed it did not", "log", "unknown key");

  private static final Pattern READY = Pattern.compile("portside-ready-[0-9a-f]+");
  private static final String TRANSACTION_DATA = "\n#--portside-data--\nid ";

  private final String probe = RecordedProbe.of("bookworm").output();
  private final SshServer server = SshServer.setUpDefaultServer();
  private final Map<String, AtomicInteger> execs = new ConcurrentHashMap<>();
  private final BiFunction<String, Script, String> answers;

  private SimulatedFleet(BiFunction<String, Script, String> answers) {
    this.answers = answers;
  }

  /**
   * Starts it on a free port of the loopback.
   *
   * @param directory for its host key
   * @param answers what a host prints, by its user; empty: the {@link #usual}
   */
  public static SimulatedFleet start(Path directory, BiFunction<String, Script, String> answers)
      throws IOException {
    return start(directory, List.of("127.0.0.1"), answers);
  }

  /** The same on several addresses of the loopback, so that each host has one of its own. */
  public static SimulatedFleet start(
      Path directory, List<String> addresses, BiFunction<String, Script, String> answers)
      throws IOException {
    SimulatedFleet fleet = new SimulatedFleet(answers);
    fleet.server.setHost(String.join(",", addresses));
    SimpleGeneratorHostKeyProvider key =
        new SimpleGeneratorHostKeyProvider(directory.resolve("host_key"));
    key.setAlgorithm("EC");
    key.setKeySize(256);
    fleet.server.setKeyPairProvider(key);
    fleet.server.setPasswordAuthenticator(AcceptAllPasswordAuthenticator.INSTANCE);
    fleet.server.setPublickeyAuthenticator(AcceptAllPublickeyAuthenticator.INSTANCE);
    fleet.server.setCommandFactory((channel, line) -> fleet.new Answering(channel, line));
    fleet.server.start();
    return fleet;
  }

  /** What a recorded host prints. */
  public String usual(Script script) {
    return switch (script) {
      case PROBE -> probe;
      case TRANSACTION -> COMMITTED;
    };
  }

  public int port() {
    return server.getPort();
  }

  /** How many commands a host was given. */
  public int execs(String host) {
    return execs.getOrDefault(host, new AtomicInteger()).get();
  }

  /**
   * An inventory of its hosts {@code h0001} …, whose API is to listen on loopback.
   *
   * @param variables of each host, by its number from 1; INI
   */
  public Path inventory(Path directory, int hosts, IntFunction<String> variables)
      throws IOException {
    List<String> lines =
        IntStream.rangeClosed(1, hosts)
            .mapToObj(
                i ->
                    "h%04d ansible_user=h%04d ansible_host=127.0.0.1 %s"
                        .formatted(i, i, variables.apply(i)))
            .toList();
    String all =
        """
        [all:vars]
        ansible_port=%d
        ansible_password=x
        ansible_become=false
        portside_listen=["tcp://127.0.0.1:2375"]
        """
            .formatted(server.getPort());
    return Files.writeString(directory.resolve("hosts.ini"), String.join("\n", lines) + "\n" + all);
  }

  @Override
  public void close() throws IOException {
    server.stop(true);
  }

  private static String frames(String... keysAndValues) {
    StringBuilder out = new StringBuilder("@portside 1\n1\n");
    for (int i = 0; i < keysAndValues.length; i += 2) {
      String value = keysAndValues[i + 1];
      out.append("@%s %d%n%s%n".formatted(keysAndValues[i], value.length(), value));
    }
    return out.append("@end 0\n\n").toString();
  }

  /** One command. */
  private final class Answering implements Command {
    private final String host;
    private final String line;
    private InputStream in = InputStream.nullInputStream();
    private OutputStream out = OutputStream.nullOutputStream();
    private ExitCallback exit = (_, _, _) -> {};

    Answering(ChannelSession channel, String line) {
      this.host = channel.getServerSession().getUsername();
      this.line = line;
    }

    @Override
    public void setInputStream(InputStream in) {
      this.in = in;
    }

    @Override
    public void setOutputStream(OutputStream out) {
      this.out = out;
    }

    @Override
    public void setErrorStream(OutputStream err) {}

    @Override
    public void setExitCallback(ExitCallback callback) {
      this.exit = callback;
    }

    @Override
    public void start(ChannelSession channel, Environment env) {
      execs.computeIfAbsent(host, _ -> new AtomicInteger()).incrementAndGet();
      Thread _ = Thread.ofVirtual().name(host).start(this::answer);
    }

    private void answer() {
      try {
        Matcher ready = READY.matcher(line);
        write(ready.find() ? ready.group() + " 1\n" : "");
        String sent = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        Script script = sent.contains(TRANSACTION_DATA) ? Script.TRANSACTION : Script.PROBE;
        String said = answers.apply(host, script);
        write(said.isEmpty() ? usual(script) : said);
        exit.onExit(0);
      } catch (IOException e) {
        exit.onExit(1);
      }
    }

    private void write(String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    }

    @Override
    public void destroy(ChannelSession channel) {}
  }
}
