package io.portside.verify;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A peer that answers each connection as a test says, by any rule or none. */
public final class FakeApi implements AutoCloseable {
  private final ServerSocket server;
  private final Answer answer;
  private final List<String> requests = new ArrayList<>();

  /** What a peer does with its end of one connection; the connection is closed afterwards. */
  public interface Answer {
    /** Answers the request for a path. */
    void to(String path, OutputStream out) throws IOException;
  }

  /** Serves until it is closed; the port is any that is free. */
  public FakeApi(String address, Answer answer) throws IOException {
    this.server = new ServerSocket(0, 50, InetAddress.getByName(address));
    this.answer = answer;
    Thread.ofVirtual().start(this::serve);
  }

  /** Answers every request the same. */
  public static FakeApi saying(String answer) throws IOException {
    return new FakeApi(
        "127.0.0.1", (_, out) -> out.write(answer.getBytes(StandardCharsets.ISO_8859_1)));
  }

  /** The answer that holds a body. */
  public static String ok(String body) {
    return "HTTP/1.0 200 OK\r\nApi-Version: 1.41\r\n\r\n" + body;
  }

  /** Where it listens. */
  public int port() {
    return server.getLocalPort();
  }

  /** Whole request heads, in order. */
  public synchronized List<String> requests() {
    return List.copyOf(requests);
  }

  /** Answers each path with its body, whatever its query; all others as docker does. */
  public static FakeApi serving(Map<String, String> bodies) throws IOException {
    return new FakeApi(
        "127.0.0.1",
        (path, out) -> {
          String body = bodies.get(path.split("\\?", 2)[0]);
          out.write(
              (body == null
                      ? "HTTP/1.0 404 Not Found\r\n\r\n{\"message\":\"page not found\"}"
                      : ok(body))
                  .getBytes(StandardCharsets.UTF_8));
        });
  }

  private void serve() {
    try {
      while (true) {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException e) {
      // Closed: the test is over.
    }
  }

  private void serve(Socket client) {
    try (client) {
      String head = readHead(client.getInputStream());
      synchronized (this) {
        requests.add(head);
      }
      answer.to(head.split(" ", 3)[1], client.getOutputStream());
    } catch (IOException e) {
      // The client hung up, which is what most tests want of it.
    }
  }

  private static String readHead(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int b = in.read();
      if (b < 0) {
        throw new IOException("hung up");
      }
      head.append((char) b);
    }
    return head.toString();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
