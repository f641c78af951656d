package io.portside.hostile;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The bytes of an SSH message, put together by hand (RFC 4251, section 5). */
final class Payload {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** Begins with a message number. */
  static Payload of(int type) {
    return new Payload().octet(type);
  }

  Payload octet(int value) {
    bytes.write(value);
    return this;
  }

  Payload raw(byte[] some) {
    bytes.writeBytes(some);
    return this;
  }

  /** Four bytes. */
  Payload number(long value) {
    return raw(ByteBuffer.allocate(4).putInt((int) value).array());
  }

  Payload string(byte[] value) {
    return number(value.length).raw(value);
  }

  /** In UTF-8. */
  Payload string(String value) {
    return string(value.getBytes(StandardCharsets.UTF_8));
  }

  Payload integer(BigInteger value) {
    return string(value.signum() == 0 ? new byte[0] : value.toByteArray());
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }
}
