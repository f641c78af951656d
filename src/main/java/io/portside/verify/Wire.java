package io.portside.verify;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** The way that one question takes to an engine, and its answer back. */
@FunctionalInterface
public interface Wire {
  /**
   * Sends a whole HTTP request.
   *
   * @param path without a line end; ASCII
   * @param limit for request and answer together
   * @return the answer up to its end; closing it hangs up
   * @throws java.net.SocketTimeoutException the limit has passed; the stream throws it too
   */
  InputStream ask(String path, Duration limit) throws IOException, ApiException;

  /** The request for a path: HTTP/1.0, so that the answer is unchunked and ends by itself. */
  static String request(String path, String host) {
    return "GET %s HTTP/1.0\r\nHost: %s\r\nUser-Agent: portside\r\nConnection: close\r\n\r\n"
        .formatted(path, host);
  }
}
