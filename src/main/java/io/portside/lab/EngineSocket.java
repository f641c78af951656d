package io.portside.lab;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** The default address of a Docker engine. */
final class EngineSocket {
  static final Path PATH = Path.of("/var/run/docker.sock");

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private EngineSocket() {}

  /**
   * Whether an engine answers {@code GET /_ping} there. Asked before Testcontainers looks, which
   * remembers for the rest of the process that it found nothing.
   */
  static boolean answers() {
    try {
      return CompletableFuture.supplyAsync(EngineSocket::ping, Thread::startVirtualThread)
          .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
          .join();
    } catch (CompletionException e) {
      return false; // Somebody holds the socket and says nothing.
    }
  }

  private static boolean ping() {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(PATH));
      channel.write(US_ASCII.encode("GET /_ping HTTP/1.0\r\n\r\n"));
      ByteBuffer head = ByteBuffer.allocate("HTTP/1.0 200".length());
      while (head.hasRemaining() && channel.read(head) >= 0) {}
      return US_ASCII.decode(head.flip()).toString().endsWith(" 200");
    } catch (IOException e) {
      return false;
    }
  }
}
