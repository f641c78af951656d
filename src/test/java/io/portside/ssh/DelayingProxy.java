package io.portside.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A long way to a server on the loopback. It counts how often the word passes from one side to the
 * other, which a delay keeps apart from two sides that talk at once.
 */
final class DelayingProxy implements AutoCloseable {
  private record Parcel(ByteBuffer bytes, long due) {}

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final int target;
  private final Duration delay;
  private int turns;
  private boolean clientSpoke;

  DelayingProxy(int target, Duration delay) throws IOException {
    this.target = target;
    this.delay = delay;
    Thread _ = Thread.startVirtualThread(this::serve);
  }

  int port() {
    return server.getLocalPort();
  }

  /** How often the client spoke after the server had, or first of all. */
  synchronized int roundTrips() {
    return turns;
  }

  private synchronized void spoke(boolean client) {
    if (client && !clientSpoke) {
      turns++;
    }
    clientSpoke = client;
  }

  private void serve() {
    try (Socket client = server.accept();
        Socket host = new Socket(InetAddress.getLoopbackAddress(), target)) {
      client.setTcpNoDelay(true);
      host.setTcpNoDelay(true);
      Thread back = carry(host.getInputStream(), client, false);
      carry(client.getInputStream(), host, true).join();
      back.join();
    } catch (IOException | InterruptedException e) {
      // The end of the test.
    }
  }

  private Thread carry(InputStream in, Socket to, boolean client) {
    BlockingQueue<Parcel> way = new LinkedBlockingQueue<>();
    Thread _ = Thread.startVirtualThread(() -> collect(in, way, client));
    return Thread.startVirtualThread(() -> deliver(way, to));
  }

  private void collect(InputStream in, BlockingQueue<Parcel> way, boolean client) {
    byte[] buffer = new byte[64 << 10];
    try {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        spoke(client);
        way.add(
            new Parcel(
                ByteBuffer.wrap(buffer.clone(), 0, count), System.nanoTime() + delay.toNanos()));
      }
    } catch (IOException e) {
      // That side has gone.
    }
    way.add(new Parcel(ByteBuffer.allocate(0), System.nanoTime() + delay.toNanos()));
  }

  private static void deliver(BlockingQueue<Parcel> way, Socket to) {
    try (OutputStream out = to.getOutputStream()) {
      for (Parcel parcel = way.take(); parcel.bytes().hasRemaining(); parcel = way.take()) {
        Thread.sleep(Duration.ofNanos(Math.max(0, parcel.due() - System.nanoTime())));
        out.write(parcel.bytes().array(), 0, parcel.bytes().limit());
        out.flush();
      }
    } catch (IOException | InterruptedException e) {
      // The other side has gone.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
