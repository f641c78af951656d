package io.portside.hostile;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The server's side of one SSH connection, stage by stage (RFC 4253), with no library in between
 * that would keep it from lying.
 */
class RawPeer {
  static final int DISCONNECT = 1;
  static final int IGNORE = 2;
  static final int UNIMPLEMENTED = 3;
  static final int DEBUG = 4;
  static final int SERVICE_REQUEST = 5;
  static final int SERVICE_ACCEPT = 6;
  static final int EXT_INFO = 7;
  static final int KEXINIT = 20;
  static final int NEWKEYS = 21;
  static final int KEX_FIRST = 30;
  static final int KEX_REPLY = 31;

  static final String IDENTIFICATION = "SSH-2.0-Hostile";

  /** The ten lists of KEXINIT that Portside agrees with. */
  static final List<String> PROPOSAL =
      List.of(
          "curve25519-sha256",
          "ssh-ed25519",
          "aes128-gcm@openssh.com",
          "aes128-gcm@openssh.com",
          "hmac-sha2-256",
          "hmac-sha2-256",
          "none",
          "none",
          "",
          "");

  final Socket socket;
  final InputStream in;
  final OutputStream out;
  private final KeyPair hostKey = Keys.fresh("Ed25519");
  private byte[] clientIdentification = {};
  private byte[] clientProposal = {};
  private byte[] ownProposal = {};
  private byte[] sessionId = {};
  private @Nullable Sealing sealing;
  private @Nullable Sealing opening;

  RawPeer(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  /** Bytes as they are, one a character. */
  void say(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  /** Reads until the other side has gone, and says nothing. */
  void hold() throws IOException {
    in.transferTo(OutputStream.nullOutputStream());
  }

  void identify() throws IOException {
    say(IDENTIFICATION + "\r\n");
    hearIdentification();
  }

  void hearIdentification() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("no identification");
      }
      line.write(b);
    }
    clientIdentification =
        line.toString(StandardCharsets.ISO_8859_1).strip().getBytes(StandardCharsets.ISO_8859_1);
  }

  static Payload kexInit(List<String> proposal) {
    Payload payload = Payload.of(KEXINIT).raw(new byte[16]);
    proposal.forEach(payload::string);
    return payload.octet(0).number(0);
  }

  /** Identification and KEXINIT of both sides. */
  void negotiate() throws Exception {
    identify();
    propose(PROPOSAL);
  }

  void propose(List<String> proposal) throws Exception {
    ownProposal = kexInit(proposal).bytes();
    send(ownProposal);
    clientProposal = await(KEXINIT);
  }

  /** All up to NEWKEYS of both sides. */
  void agree() throws Exception {
    negotiate();
    exchange();
  }

  /** What the host answers to the client's first key exchange message. */
  interface Reply {
    Payload of(byte[] hostKey, byte[] point, byte[] signature);
  }

  void exchange() throws Exception {
    exchange((key, point, signature) -> reply(key, point, signature), false);
  }

  static Payload reply(byte[] hostKey, byte[] point, byte[] signature) {
    return Payload.of(KEX_REPLY).string(hostKey).string(point).string(signature);
  }

  /** The key exchange with a reply of one's own. */
  void exchange(Reply reply, boolean wrongSignature) throws Exception {
    byte[] theirs = field(await(KEX_FIRST), 1);
    KeyPair own = Keys.fresh("X25519");
    byte[] point = Keys.raw(own.getPublic());
    byte[] blob = Keys.blob(hostKey.getPublic());
    Payload secret = new Payload().integer(new BigInteger(1, Keys.agree(own, theirs)));
    byte[] hash =
        sha256(
            new Payload()
                .string(clientIdentification)
                .string(IDENTIFICATION)
                .string(clientProposal)
                .string(ownProposal)
                .string(blob)
                .string(theirs)
                .string(point)
                .raw(secret.bytes())
                .bytes());
    byte[] signed = wrongSignature ? sha256(hash) : hash;
    send(reply.of(blob, point, Keys.sign(hostKey, signed)));
    if (sessionId.length == 0) {
      sessionId = hash;
    }
    send(Payload.of(NEWKEYS));
    sealing = sealing(secret.bytes(), hash, 'D', 'B');
    await(NEWKEYS);
    opening = sealing(secret.bytes(), hash, 'C', 'A');
  }

  private Sealing sealing(byte[] secret, byte[] hash, char key, char nonce) throws Exception {
    return new Sealing(derived(secret, hash, key), derived(secret, hash, nonce));
  }

  private byte[] derived(byte[] secret, byte[] hash, char letter) throws Exception {
    return sha256(new Payload().raw(secret).raw(hash).octet(letter).raw(sessionId).bytes());
  }

  private static byte[] sha256(byte[] bytes) throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-256").digest(bytes);
  }

  void send(Payload payload) throws Exception {
    send(payload.bytes());
  }

  void send(byte[] payload) throws Exception {
    int aside = sealing == null ? 5 : 1; // GCM leaves the length out of what is padded
    int padding = 16 - (payload.length + aside) % 16;
    padding = padding < 4 ? padding + 16 : padding;
    byte[] packet = new Payload().octet(padding).raw(payload).raw(new byte[padding]).bytes();
    send(packet.length, packet);
  }

  /** A packet that says any length of itself. */
  void send(long length, byte[] packet) throws Exception {
    byte[] head = new Payload().number(length).bytes();
    byte[] body = sealing == null ? packet : sealing.seal(head, packet);
    out.write(new Payload().raw(head).raw(body).bytes());
    out.flush();
  }

  /** The next message, whatever it is. */
  byte[] read() throws Exception {
    byte[] head = exactly(4);
    int length = ByteBuffer.wrap(head).getInt();
    byte[] packet =
        opening == null ? exactly(length) : opening.open(head, exactly(length + Sealing.TAG));
    return Arrays.copyOfRange(packet, 1, packet.length - packet[0]);
  }

  /** The next message of a type; what comes before it is dropped. */
  byte[] await(int type) throws Exception {
    byte[] message = read();
    while ((message[0] & 0xff) != type) {
      message = read();
    }
    return message;
  }

  private byte[] exactly(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException("the client has gone");
    }
    return bytes;
  }

  /** A string of a message, by where its length stands. */
  static byte[] field(byte[] message, int at) {
    int length = ByteBuffer.wrap(message, at, 4).getInt();
    return Arrays.copyOfRange(message, at + 4, at + 4 + length);
  }

  static int number(byte[] message, int at) {
    return ByteBuffer.wrap(message, at, 4).getInt();
  }
}
