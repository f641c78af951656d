package io.portside.hostile;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Servers on the loopback, each with a trick of its own. */
final class HostileHosts implements AutoCloseable {
  private final List<ServerSocket> servers = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();

  /** Starts a host for each. */
  HostileHosts(List<Trick> tricks) throws IOException {
    for (Trick trick : tricks) {
      ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      servers.add(server);
      lines.add(
          "%s ansible_host=127.0.0.1 ansible_port=%d %s"
              .formatted(trick.name(), server.getLocalPort(), trick.variables()));
      Thread _ = Thread.ofVirtual().name(trick.name()).start(() -> serve(server, trick));
    }
  }

  /** All of them. */
  Path inventory(Path file) throws IOException {
    String variables =
        """

        [all:vars]
        ansible_user=ops
        ansible_password=words
        portside_listen=["tcp://127.0.0.1:2375"]
        """;
    return Files.writeString(file, String.join("\n", lines) + "\n" + variables);
  }

  private static void serve(ServerSocket server, Trick trick) {
    while (!server.isClosed()) {
      try {
        Socket caller = server.accept();
        Thread _ = Thread.ofVirtual().name(trick.name()).start(() -> play(caller, trick));
      } catch (IOException e) {
        // The end of the test.
      }
    }
  }

  private static void play(Socket caller, Trick trick) {
    try (caller) {
      trick.act().on(new RawHost(caller));
    } catch (Exception e) {
      // The client has gone, which is how most tricks end.
    }
  }

  @Override
  public void close() throws IOException {
    for (ServerSocket server : servers) {
      server.close();
    }
  }
}
