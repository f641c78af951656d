package io.portside.verify;

import io.portside.verify.DeadlineStream.Deadline;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A TCP connection a question. The JDK's HttpClient would cost its start-up and threads for what
 * are three small requests a host, and URLConnection obeys system-wide proxies and redirects.
 *
 * @param connect for the TCP connection
 */
record TcpWire(Endpoint endpoint, String host, int port, Duration connect) implements Wire {

  @Override
  public InputStream ask(String path, Duration limit) throws IOException, ApiException {
    Deadline deadline = Deadline.after(limit);
    Socket socket = connected();
    try {
      String request = Wire.request(path, endpoint.authority());
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      // Closing a socket's stream closes the socket.
      return new BufferedInputStream(new DeadlineStream(socket, deadline));
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Tries each address of a name, as the docker client does; the first cause is kept. */
  private Socket connected() throws SocketTimeoutException, ApiException {
    Deadline deadline = Deadline.after(connect);
    List<IOException> causes = new ArrayList<>();
    for (InetAddress address : addresses()) {
      try {
        return connect(new InetSocketAddress(address, port), deadline.millisLeft());
      } catch (IOException e) {
        causes.add(e);
      }
    }
    throw endpoint.unreachable(String.valueOf(causes.getFirst().getMessage()));
  }

  private static Socket connect(InetSocketAddress address, int millis) throws IOException {
    // Without a proxy: a SOCKS proxy set for the whole JVM would be asked otherwise.
    Socket socket = new Socket(Proxy.NO_PROXY);
    try {
      socket.connect(address, millis);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private InetAddress[] addresses() throws ApiException {
    try {
      return InetAddress.getAllByName(host);
    } catch (UnknownHostException e) {
      throw endpoint.unreachable("the name cannot be resolved");
    }
  }
}
