package io.portside.hostile;

import static io.portside.hostile.RawPeer.reply;
import static io.portside.hostile.Trick.ESCAPES;
import static io.portside.hostile.Trick.ends;
import static io.portside.hostile.Trick.forever;
import static io.portside.hostile.Trick.stallsLogin;

import io.portside.hostile.RawPeer.Reply;
import io.portside.hostile.Trick.Act;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;

/** The key exchange: values that agree on nothing, keys and signatures that are none. */
final class Exchanges {
  private static final byte[] NOTHING = {};
  private static final BigInteger ONE = BigInteger.ONE;

  private Exchanges() {}

  static final List<Trick> TRICKS =
      List.of(
          ends("point-of-zeros", "ssh-protocol", agrees((k, _, s) -> reply(k, new byte[32], s))),
          ends("point-too-short", "ssh-protocol", agrees((k, _, s) -> reply(k, new byte[31], s))),
          ends("no-point", "ssh-protocol", agrees((k, _, s) -> reply(k, NOTHING, s))),
          ends("no-host-key", "ssh-protocol", agrees((_, p, s) -> reply(NOTHING, p, s))),
          ends("junk-host-key", "ssh-protocol", agrees((_, p, s) -> reply(junk(), p, s))),
          ends("giant-rsa-key", "ssh-protocol", agrees((_, p, s) -> reply(giantRsa(), p, s))),
          ends("no-signature", "ssh-protocol", agrees((k, p, _) -> reply(k, p, NOTHING))),
          ends("junk-signature", "ssh-protocol", agrees((k, p, _) -> reply(k, p, junk()))),
          ends("signature-by-another-algorithm", "ssh-protocol", agrees(Exchanges::other)),
          ends("wrong-signature", "ssh-protocol", Exchanges::wrongSignature),
          ends("zero-of-a-group", "ssh-protocol", group(BigInteger.ZERO)),
          ends("one-of-a-group", "ssh-protocol", group(ONE)),
          ends("negative-of-a-group", "ssh-protocol", group(ONE.negate())),
          ends("group-of-one", "ssh-protocol", ownGroup(ONE)),
          ends("group-of-512-bits", "ssh-protocol", ownGroup(ONE.shiftLeft(511).add(ONE))),
          ends("group-of-200000-bits", "ssh-protocol", ownGroup(ONE.shiftLeft(200_000).add(ONE))),
          ends("even-group", "ssh-protocol", ownGroup(ONE.shiftLeft(2_047))),
          ends("new-keys-without-an-exchange", "ssh-protocol", Exchanges::keysWithoutExchange),
          ends("terrapin", "ssh-protocol", Exchanges::terrapin),
          ends("hangs-up-in-the-exchange", "connection-lost", Exchanges::hangUp),
          ends("disconnects-in-the-exchange", "disconnected", Exchanges::disconnect),
          stallsLogin("silent-in-the-exchange", Exchanges::silent),
          stallsLogin("silent-after-the-exchange", Exchanges::silentAfter),
          ends("disconnects-after-the-exchange", "disconnected", Exchanges::disconnectAfter),
          ends("sealed-length-0", "ssh-protocol", sealed(0)),
          ends("sealed-length-negative", "ssh-protocol", sealed(-16)),
          ends("sealed-length-of-300-mb", "ssh-protocol", sealed(300 << 20)),
          ends("wrong-tag", "ssh-protocol", Exchanges::wrongTag));

  private static byte[] junk() {
    byte[] junk = new byte[100];
    new Random(7).nextBytes(junk);
    return junk;
  }

  /** Checking a signature by it would take hours. */
  private static byte[] giantRsa() {
    BigInteger odd = new BigInteger(200_000, new Random(7)).setBit(0).setBit(199_999);
    return new Payload().string("ssh-rsa").integer(odd).integer(odd).bytes();
  }

  private static Payload other(byte[] key, byte[] point, byte[] signature) {
    return reply(key, point, new Payload().string("none").string(signature).bytes());
  }

  private static Act agrees(Reply reply) {
    return host -> {
      host.negotiate();
      host.exchange(reply, false);
      host.hold();
    };
  }

  private static void wrongSignature(RawHost host) throws Exception {
    host.negotiate();
    host.exchange(RawPeer::reply, true);
    host.hold();
  }

  private static Act group(BigInteger theirs) {
    return host -> {
      host.identify();
      host.propose(Proposals.proposal(0, "diffie-hellman-group14-sha256"));
      host.await(RawPeer.KEX_FIRST);
      host.send(
          Payload.of(RawPeer.KEX_REPLY)
              .string(Keys.blob(Keys.fresh("Ed25519").getPublic()))
              .integer(theirs)
              .string(junk()));
      host.hold();
    };
  }

  /** Group exchange (RFC 4419). */
  private static Act ownGroup(BigInteger prime) {
    return host -> {
      host.identify();
      host.propose(Proposals.proposal(0, "diffie-hellman-group-exchange-sha256"));
      host.await(34);
      host.send(Payload.of(31).integer(prime).integer(BigInteger.TWO));
      host.await(32);
      host.send(
          Payload.of(33)
              .string(Keys.blob(Keys.fresh("Ed25519").getPublic()))
              .integer(BigInteger.TWO)
              .string(junk()));
      host.hold();
    };
  }

  private static void keysWithoutExchange(RawHost host) throws Exception {
    host.negotiate();
    host.await(RawPeer.KEX_FIRST);
    host.send(Payload.of(RawPeer.NEWKEYS));
    host.hold();
  }

  /** A message slipped in, as that attack does (CVE-2023-48795). */
  private static void terrapin(RawHost host) throws Exception {
    host.identify();
    host.propose(Proposals.proposal(0, "curve25519-sha256,kex-strict-s-v00@openssh.com"));
    host.send(Payload.of(RawPeer.IGNORE).string("x"));
    host.exchange();
    host.hold();
  }

  private static void hangUp(RawHost host) throws Exception {
    host.negotiate();
    host.await(RawPeer.KEX_FIRST);
  }

  private static void disconnect(RawHost host) throws Exception {
    host.negotiate();
    host.await(RawPeer.KEX_FIRST);
    host.disconnect("go away " + ESCAPES);
    host.hold();
  }

  private static void silent(RawHost host) throws Exception {
    host.negotiate();
    host.await(RawPeer.KEX_FIRST);
    host.hold();
  }

  private static void silentAfter(RawHost host) throws Exception {
    host.agree();
    host.hold();
  }

  private static void disconnectAfter(RawHost host) throws Exception {
    host.agree();
    host.disconnect(ESCAPES + "x".repeat(100_000));
    host.hold();
  }

  private static Act sealed(int length) {
    return host -> {
      host.agree();
      host.send(length, new byte[32]);
      forever(() -> host.say("x".repeat(1_000)));
    };
  }

  private static void wrongTag(RawHost host) throws Exception {
    host.agree();
    host.say("\0\0\0\u0010" + "x".repeat(32));
    host.hold();
  }
}
