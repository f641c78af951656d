package io.portside.ssh;

import java.io.DataInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/**
 * An agent with one key of a security key that is made of software: it answers as ssh-agent does
 * for a token that was touched (OpenSSH's PROTOCOL.u2f and PROTOCOL.agent).
 */
final class TokenAgent implements AutoCloseable {
  private static final String APPLICATION = "ssh:";
  private static final byte TOUCHED = 1;

  private final ServerSocketChannel server;
  private final String type;
  private final KeyPair pair;
  private final AtomicInteger counter = new AtomicInteger();

  private TokenAgent(ServerSocketChannel server, String type, KeyPair pair) {
    this.server = server;
    this.type = type;
    this.pair = pair;
  }

  static TokenAgent start(Path socket, String type) throws IOException, GeneralSecurityException {
    Ed25519Registrar.register();
    KeyPairGenerator generator = KeyPairGenerator.getInstance(isEd25519(type) ? "Ed25519" : "EC");
    if (!isEd25519(type)) {
      generator.initialize(256);
    }
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    TokenAgent agent = new TokenAgent(server, type, generator.generateKeyPair());
    Thread _ = Thread.startVirtualThread(agent::serve);
    return agent;
  }

  String authorizedKey() {
    return type + " " + Base64.getEncoder().encodeToString(blob());
  }

  int signatures() {
    return counter.get();
  }

  private static boolean isEd25519(String type) {
    return type.contains("ed25519");
  }

  private byte[] blob() {
    Buffer plain = new ByteArrayBuffer(Fingerprint.blob(pair.getPublic()));
    String _ = plain.getString();
    Buffer blob = new ByteArrayBuffer();
    blob.putString(type);
    blob.putRawBytes(rest(plain));
    blob.putString(APPLICATION);
    return blob.getCompactData();
  }

  private static byte[] rest(Buffer buffer) {
    byte[] rest = new byte[buffer.available()];
    buffer.getRawBytes(rest);
    return rest;
  }

  private void serve() {
    try {
      while (true) {
        try (SocketChannel client = server.accept()) {
          DataInputStream in = new DataInputStream(Channels.newInputStream(client));
          Buffer answer = answer(new ByteArrayBuffer(in.readNBytes(in.readInt())));
          byte[] bytes = answer.getCompactData();
          ByteBuffer out = ByteBuffer.allocate(Integer.BYTES + bytes.length);
          int _ = client.write(out.putInt(bytes.length).put(bytes).flip());
        }
      }
    } catch (IOException | GeneralSecurityException e) {
      // Closed, or the login fails for want of an answer.
    }
  }

  private Buffer answer(Buffer request) throws GeneralSecurityException {
    Buffer answer = new ByteArrayBuffer();
    if (request.getUByte() == 11) { // SSH2_AGENTC_REQUEST_IDENTITIES
      answer.putByte((byte) 12);
      answer.putInt(1);
      answer.putBytes(blob());
      answer.putString("token");
    } else {
      byte[] _ = request.getBytes();
      answer.putByte((byte) 14); // SSH2_AGENT_SIGN_RESPONSE
      answer.putBytes(signature(request.getBytes()));
    }
    return answer;
  }

  private byte[] signature(byte[] data) throws GeneralSecurityException {
    int count = counter.incrementAndGet();
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    ByteBuffer signed = ByteBuffer.allocate(32 + 1 + Integer.BYTES + 32);
    signed.put(sha256.digest(APPLICATION.getBytes(StandardCharsets.UTF_8)));
    signed.put(TOUCHED).putInt(count).put(sha256.digest(data));
    Signature signer =
        Signature.getInstance(isEd25519(type) ? "Ed25519" : "SHA256withECDSAinP1363Format");
    signer.initSign(pair.getPrivate());
    signer.update(signed.array());
    byte[] raw = signer.sign();
    Buffer whole = new ByteArrayBuffer();
    whole.putString(type);
    whole.putBytes(isEd25519(type) ? raw : points(raw));
    whole.putByte(TOUCHED);
    whole.putInt(count);
    return whole.getCompactData();
  }

  private static byte[] points(byte[] raw) {
    Buffer points = new ByteArrayBuffer();
    points.putMPInt(new BigInteger(1, raw, 0, raw.length / 2));
    points.putMPInt(new BigInteger(1, raw, raw.length / 2, raw.length / 2));
    return points.getCompactData();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
