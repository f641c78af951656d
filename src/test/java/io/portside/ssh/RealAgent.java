package io.portside.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** OpenSSH's own agent. */
record RealAgent(Process process, Path socket) implements AutoCloseable {

  static RealAgent start(Path socket) throws IOException {
    Process process = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString()).start();
    await().until(() -> listens(socket));
    return new RealAgent(process, socket);
  }

  private static boolean listens(Path socket) {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      return channel.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** With the certificate beside it, if any, as ssh-add does. */
  void add(Path key) throws Exception {
    ProcessBuilder add = new ProcessBuilder("ssh-add", "-q", key.toString()).inheritIO();
    add.environment().put("SSH_AUTH_SOCK", socket.toString());
    assertThat(add.start().waitFor()).isZero();
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
