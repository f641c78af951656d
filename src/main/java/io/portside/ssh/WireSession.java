package io.portside.ssh;

import java.io.IOException;
import java.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.sshd.common.future.CloseFuture;
import org.apache.sshd.common.io.AbstractIoWriteFuture;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.IoService;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.common.util.closeable.AbstractCloseable;
import org.jspecify.annotations.Nullable;

/**
 * MINA's view of a {@link Wire}, in the place of a socket. A thread reads and another writes: so
 * neither a slow wire nor a slow session holds up the thread of a session that carries many.
 */
final class WireSession extends AbstractCloseable implements IoSession {
  private static final int BUFFER_SIZE = 32 * 1024;

  /** Negative, as MINA counts its sockets upwards. */
  private static final AtomicLong IDS = new AtomicLong();

  private final long id = IDS.decrementAndGet();
  private final Map<Object, Object> attributes = new ConcurrentHashMap<>();
  private final BlockingQueue<Write> writes = new LinkedBlockingQueue<>();
  private final Wire wire;
  private final SocketAddress address;
  private final IoService service;
  private final IoHandler handler;
  private final Thread writer;
  private volatile @Nullable Write last;

  WireSession(Wire wire, SocketAddress address, IoService service, IoHandler handler) {
    this.wire = wire;
    this.address = address;
    this.service = service;
    this.handler = handler;
    this.writer = wire.threads().newThread(this::write);
  }

  void start() {
    writer.start();
    wire.threads().newThread(this::read).start();
  }

  private void read() {
    byte[] bytes = new byte[BUFFER_SIZE];
    try {
      for (int length = 0; isOpen() && length >= 0; length = wire.in().read(bytes)) {
        if (length > 0) {
          handler.messageReceived(this, new ByteArrayBuffer(bytes, 0, length));
        }
      }
    } catch (Exception e) {
      tell(e);
    }
    close(true);
  }

  private void write() {
    try {
      while (!isClosed()) {
        Write write = writes.take();
        try {
          wire.out().write(write.bytes, write.from, write.length);
          wire.out().flush();
          write.setValue(true);
        } catch (IOException e) {
          write.setValue(e);
          tell(e);
          close(true);
        }
      }
    } catch (InterruptedException e) {
      // Closed, and nobody waits for what is left.
    }
  }

  private void tell(Exception cause) {
    if (isOpen()) {
      try {
        handler.exceptionCaught(this, cause);
      } catch (Exception e) {
        log.debug("nobody to tell of {}", cause, e);
      }
    }
  }

  @Override
  public IoWriteFuture writeBuffer(Buffer buffer) {
    Write write = new Write(buffer.array(), buffer.rpos(), buffer.available());
    last = write;
    writes.add(write);
    if (isClosed()) {
      abandonWrites();
    }
    return write;
  }

  private void abandonWrites() {
    for (Write write = writes.poll(); write != null; write = writes.poll()) {
      write.setValue(new IOException("the connection was closed"));
    }
  }

  @Override
  protected @Nullable CloseFuture doCloseGracefully() {
    return last == null ? null : builder().when(last).build().close(false);
  }

  @Override
  protected void doCloseImmediately() {
    wire.close();
    writer.interrupt();
    super.doCloseImmediately();
    abandonWrites();
    try {
      handler.sessionClosed(this);
    } catch (Exception e) {
      log.debug("nobody to tell of the end", e);
    }
  }

  @Override
  public void shutdownOutputStream() {
    close(false);
  }

  /** Whoever reads decides himself when: the wire's own window holds the host back. */
  @Override
  public void suspendRead() {}

  @Override
  public void resumeRead() {}

  @Override
  public long getId() {
    return id;
  }

  @Override
  public IoService getService() {
    return service;
  }

  @Override
  public SocketAddress getRemoteAddress() {
    return address;
  }

  @Override
  public SocketAddress getLocalAddress() {
    return address;
  }

  @Override
  public SocketAddress getAcceptanceAddress() {
    return address;
  }

  @Override
  public @Nullable Object getAttribute(Object key) {
    return attributes.get(key);
  }

  @Override
  public @Nullable Object setAttribute(Object key, Object value) {
    return attributes.put(key, value);
  }

  @Override
  public @Nullable Object setAttributeIfAbsent(Object key, Object value) {
    return attributes.putIfAbsent(key, value);
  }

  @Override
  public @Nullable Object removeAttribute(Object key) {
    return attributes.remove(key);
  }

  /** Bytes on their way; done with true or with an exception. */
  private static final class Write extends AbstractIoWriteFuture {
    private final byte[] bytes;
    private final int from;
    private final int length;

    Write(byte[] bytes, int from, int length) {
      super("wire", null);
      this.bytes = bytes;
      this.from = from;
      this.length = length;
    }
  }
}
