package io.portside.verify;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of HTTP/1.x (RFC 9112) that an answer to an HTTP/1.0 request can have. Such an answer is
 * never chunked: its body ends with the connection or after {@code Content-Length} bytes.
 *
 * @param status 100 to 999
 */
record HttpReply(int status, String body) {
  private static final int HEAD_MAX = 16 * 1024;
  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-9][0-9]{2})( .*)?");
  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

  /**
   * Reads one answer.
   *
   * @param in buffered: the head is read byte by byte
   * @param max bytes of the body
   */
  static HttpReply read(Endpoint endpoint, InputStream in, int max)
      throws IOException, ApiException {
    String[] head = readHead(endpoint, in).split("\r\n", -1);
    Matcher first = STATUS_LINE.matcher(head[0]);
    if (!first.matches()) {
      throw endpoint.notDocker("it does not speak HTTP");
    }
    long length = bodyLength(endpoint, head);
    if (length > max) {
      throw endpoint.tooLarge(max);
    }
    byte[] body = in.readNBytes(length < 0 ? max + 1 : (int) length);
    if (body.length > max) {
      throw endpoint.tooLarge(max);
    }
    if (body.length < length) {
      throw endpoint.notDocker("it hung up in the middle of its answer");
    }
    return new HttpReply(
        Integer.parseInt(first.group(1)), new String(body, StandardCharsets.UTF_8));
  }

  private static String readHead(Endpoint endpoint, InputStream in)
      throws IOException, ApiException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    // The ends of lines seen in a row: 4 bytes, CR LF CR LF, end the head.
    for (int ends = 0; ends < 4; ) {
      int b = in.read();
      if (b < 0 || head.size() == HEAD_MAX) {
        throw mute(endpoint, head.toByteArray());
      }
      head.write(b);
      ends = b == (ends % 2 == 0 ? '\r' : '\n') ? ends + 1 : b == '\r' ? 1 : 0;
    }
    return head.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }

  /** A TLS record of type alert (RFC 8446, 5.1) is how TLS servers answer plain text. */
  private static ApiException mute(Endpoint endpoint, byte[] received) {
    if (received.length == 0) {
      return endpoint.notDocker("it hung up without an answer");
    }
    if (received.length >= 2 && received[0] == 0x15 && received[1] == 0x03) {
      return endpoint.tls();
    }
    return endpoint.notDocker("it does not speak HTTP");
  }

  /** -1 where the body ends with the connection. */
  private static long bodyLength(Endpoint endpoint, String[] head) throws ApiException {
    long length = -1;
    for (int i = 1; i < head.length; i++) {
      String[] field = head[i].split(":", 2);
      String name = field[0].toLowerCase(Locale.ROOT);
      String value = field.length == 2 ? field[1].strip() : "";
      if (name.equals("transfer-encoding")) {
        throw endpoint.notDocker("it does not understand HTTP/1.0");
      } else if (name.equals("content-length")) {
        if (!LENGTH.matcher(value).matches()) {
          throw endpoint.notDocker("its Content-Length is no number");
        }
        length = Long.parseLong(value);
      }
    }
    return length;
  }
}
