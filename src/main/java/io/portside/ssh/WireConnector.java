package io.portside.ssh;

import java.net.SocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.Closeable;
import org.apache.sshd.common.io.DefaultIoConnectFuture;
import org.apache.sshd.common.io.IoConnectFuture;
import org.apache.sshd.common.io.IoConnector;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.IoServiceEventListener;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.util.closeable.AbstractInnerCloseable;
import org.jspecify.annotations.Nullable;

/** Connects MINA's sessions by the wire of their login where it has one, else by a socket. */
final class WireConnector extends AbstractInnerCloseable implements IoConnector {
  private final IoConnector sockets;
  private final IoHandler handler;
  private final Map<Long, WireSession> wired = new ConcurrentHashMap<>();

  WireConnector(IoConnector sockets, IoHandler handler) {
    this.sockets = sockets;
    this.handler = handler;
  }

  @Override
  public IoConnectFuture connect(
      SocketAddress address, AttributeRepository context, @Nullable SocketAddress local) {
    Optional<Wire> wire = Login.of(context).wire();
    return wire.isEmpty()
        ? sockets.connect(address, context, local)
        : connect(wire.get(), address, context);
  }

  private IoConnectFuture connect(Wire wire, SocketAddress address, AttributeRepository context) {
    IoConnectFuture future = new DefaultIoConnectFuture(address, null);
    WireSession session = new WireSession(wire, address, this, handler);
    Object _ = session.setAttribute(AttributeRepository.class, context);
    try {
      handler.sessionCreated(session);
      wired.put(session.getId(), session);
      session.addCloseFutureListener(_ -> wired.remove(session.getId()));
      future.setSession(session);
      session.start();
    } catch (Exception e) {
      session.close(true);
      future.setException(e);
    }
    return future;
  }

  @Override
  public Map<Long, IoSession> getManagedSessions() {
    Map<Long, IoSession> all = new HashMap<>(sockets.getManagedSessions());
    all.putAll(wired);
    return all;
  }

  @Override
  public IoServiceEventListener getIoServiceEventListener() {
    return sockets.getIoServiceEventListener();
  }

  @Override
  public void setIoServiceEventListener(IoServiceEventListener listener) {
    sockets.setIoServiceEventListener(listener);
  }

  @Override
  protected Closeable getInnerCloseable() {
    return builder().parallel(toString(), wired.values()).close(sockets).build();
  }
}
