package io.portside.verify;

import io.portside.verify.DeadlineStream.Deadline;
import java.io.BufferedInputStream;
import java.io.IOException;
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
 * One GET over a socket of its own. The JDK's HttpClient would cost its start-up and threads for
 * what are three small requests a host, and URLConnection obeys system-wide proxies and redirects.
 * HTTP/1.0, so that the answer comes unchunked and ends with the connection.
 *
 * @param connect for the TCP connection
 * @param whole for connection, request and answer together
 */
record PlainHttp(Duration connect, Duration whole) {

  /**
   * Sends the request and reads the whole answer.
   *
   * @param max bytes of the body
   */
  HttpReply get(Endpoint endpoint, String path, int max) throws ApiException {
    Deadline deadline = Deadline.after(whole);
    try (Socket socket = connect(endpoint)) {
      String request =
          "GET %s HTTP/1.0\r\nHost: %s\r\nUser-Agent: portside\r\nConnection: close\r\n\r\n"
              .formatted(path, endpoint.authority());
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return HttpReply.read(
          endpoint, new BufferedInputStream(new DeadlineStream(socket, deadline)), max);
    } catch (SocketTimeoutException e) {
      throw endpoint.late();
    } catch (IOException e) {
      throw endpoint.notDocker("it broke the connection (" + e.getMessage() + ")");
    }
  }

  /** Tries each address of a name, as the docker client does; the first cause is kept. */
  private Socket connect(Endpoint endpoint) throws ApiException {
    Deadline deadline = Deadline.after(connect);
    List<IOException> causes = new ArrayList<>();
    for (InetAddress address : addresses(endpoint)) {
      try {
        return connect(new InetSocketAddress(address, endpoint.port()), deadline.millisLeft());
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

  private static InetAddress[] addresses(Endpoint endpoint) throws ApiException {
    try {
      return InetAddress.getAllByName(endpoint.host());
    } catch (UnknownHostException e) {
      throw endpoint.unreachable("the name cannot be resolved");
    }
  }
}
