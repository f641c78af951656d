package io.portside.hostile;

import static io.portside.hostile.RawPeer.PROPOSAL;
import static io.portside.hostile.Trick.ESCAPES;
import static io.portside.hostile.Trick.ends;
import static io.portside.hostile.Trick.forever;
import static io.portside.hostile.Trick.stallsLogin;

import io.portside.hostile.Trick.Act;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The first packets: lengths that lie, and proposals that are odd. */
final class Proposals {
  private static final String NONE_IN_COMMON = "no-common-algorithm";

  private Proposals() {}

  static final List<Trick> TRICKS =
      List.of(
          ends("length-0", "ssh-protocol", lies(0)),
          ends("length-1", "ssh-protocol", lies(1)),
          ends("length-negative", "ssh-protocol", lies(-1)),
          ends("length-smallest", "ssh-protocol", lies(Integer.MIN_VALUE)),
          ends("length-of-300-mb", "ssh-protocol", lies(300 << 20)),
          ends("length-largest", "ssh-protocol", lies(Integer.MAX_VALUE)),
          ends("length-of-40000", "ssh-protocol", lies(40_000)),
          ends("padding-beyond-the-packet", "ssh-protocol", Proposals::paddingBeyond),
          ends("empty-packet", "ssh-protocol", Proposals::emptyPacket),
          stallsLogin("slow-proposal", Proposals::slowProposal),
          stallsLogin("half-a-proposal", Proposals::halfAProposal),
          ends("proposal-cut-off", "ssh-protocol", Proposals::cutOff),
          ends("list-beyond-the-packet", "ssh-protocol", Proposals::listBeyond),
          ends("no-kex-in-common", NONE_IN_COMMON, offers(0, "diffie-hellman-group1-sha1")),
          ends("no-host-key-in-common", NONE_IN_COMMON, offers(1, "ssh-dss")),
          ends("no-cipher-in-common", NONE_IN_COMMON, offers(2, "3des-cbc")),
          ends("no-cipher-back-in-common", NONE_IN_COMMON, offers(3, "none")),
          ends("nothing-offered", NONE_IN_COMMON, offers(0, "")),
          ends("only-compression", NONE_IN_COMMON, offers(7, "zlib,zlib@openssh.com")),
          ends("algorithms-of-escapes", NONE_IN_COMMON, offers(0, ESCAPES)),
          ends("ten-thousand-algorithms", NONE_IN_COMMON, offers(0, names(10_000))),
          ends("hangs-up-after-the-proposals", "connection-lost", RawPeer::negotiate),
          stallsLogin("silent-after-the-proposals", Proposals::negotiateAndHold),
          ends("two-proposals", "ssh-protocol", Proposals::twoProposals),
          ends("floods-before-the-keys", "ssh-protocol", Proposals::flood),
          ends("success-before-the-keys", "ssh-protocol", sends(RawHost.AUTH_SUCCESS)),
          ends("new-keys-before-the-keys", "ssh-protocol", sends(RawPeer.NEWKEYS)),
          ends("service-before-the-keys", "ssh-protocol", sends(RawPeer.SERVICE_ACCEPT)),
          ends("channel-before-the-keys", "ssh-protocol", sends(RawHost.CHANNEL_OPEN)));

  private static Act lies(int length) {
    return host -> {
      host.identify();
      host.send(length, new byte[64]);
      forever(() -> host.say("\0".repeat(1_000)));
    };
  }

  private static void paddingBeyond(RawPeer host) throws Exception {
    host.identify();
    host.send(16, new Payload().octet(255).octet(20).raw(new byte[14]).bytes());
    host.hold();
  }

  private static void emptyPacket(RawPeer host) throws Exception {
    host.identify();
    host.send(new byte[0]);
    host.hold();
  }

  private static void slowProposal(RawPeer host) throws Exception {
    host.identify();
    forever(
        () -> {
          host.say("\0");
          Thread.sleep(2_000);
        });
  }

  private static void halfAProposal(RawPeer host) throws Exception {
    host.identify();
    host.say("\0\0\u0002\0\u0004\u0014");
    host.hold();
  }

  private static void cutOff(RawPeer host) throws Exception {
    host.identify();
    host.send(Payload.of(RawPeer.KEXINIT).raw(new byte[16]).string("curve25519-sha256"));
    host.hold();
  }

  private static void listBeyond(RawPeer host) throws Exception {
    host.identify();
    host.send(Payload.of(RawPeer.KEXINIT).raw(new byte[16]).number(0x7fffffff).string("x"));
    host.hold();
  }

  static List<String> proposal(int list, String names) {
    List<String> proposal = new ArrayList<>(PROPOSAL);
    proposal.set(list, names);
    return proposal;
  }

  private static Act offers(int list, String names) {
    return host -> {
      host.identify();
      host.propose(proposal(list, names));
      host.hold();
    };
  }

  static String names(int count) {
    return IntStream.range(0, count).mapToObj(i -> "method-" + i).collect(Collectors.joining(","));
  }

  private static void negotiateAndHold(RawPeer host) throws Exception {
    host.negotiate();
    host.hold();
  }

  private static void twoProposals(RawPeer host) throws Exception {
    host.negotiate();
    host.send(RawPeer.kexInit(PROPOSAL));
    host.hold();
  }

  private static void flood(RawPeer host) throws Exception {
    host.negotiate();
    forever(() -> host.send(Payload.of(RawPeer.IGNORE).string("x")));
  }

  private static Act sends(int message) {
    return host -> {
      host.negotiate();
      host.send(Payload.of(message).string("ssh-userauth").number(0).number(0).number(0));
      host.hold();
    };
  }
}
