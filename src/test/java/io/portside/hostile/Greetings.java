package io.portside.hostile;

import static io.portside.hostile.Trick.ESCAPED_BYTES;
import static io.portside.hostile.Trick.ends;
import static io.portside.hostile.Trick.forever;
import static io.portside.hostile.Trick.stallsLogin;

import java.util.List;

/** What is said before SSH begins. */
final class Greetings {
  private Greetings() {}

  static final List<Trick> TRICKS =
      List.of(
          stallsLogin("says-nothing", RawPeer::hold),
          ends("endless-banner", "ssh-protocol", host -> forever(() -> host.say("no news\r\n"))),
          ends("endless-line", "ssh-protocol", host -> forever(() -> host.say("a".repeat(100)))),
          ends("endless-nul", "ssh-protocol", host -> forever(() -> host.say("\0\0\0\0"))),
          ends("banner-of-escapes", "ssh-protocol", host -> host.say(ESCAPED_BYTES + "\r\n")),
          stallsLogin("slow-banner", host -> slowly(host, "hello\r\n".repeat(1000))),
          stallsLogin("slow-identification", host -> slowly(host, "SSH-2.0-" + "x".repeat(9999))),
          ends("ssh-1", "ssh-protocol", host -> host.say("SSH-1.5-old\r\n")),
          ends("ssh-of-the-future", "ssh-protocol", host -> host.say("SSH-9.9-new\r\n")),
          ends("http", "ssh-protocol", host -> host.say("HTTP/1.1 400 Bad Request\r\n\r\n")),
          ends("tls", "ssh-protocol", host -> host.say("\u0015\u0003\u0003\0\u0002\u0002\n")),
          ends("identification-of-escapes", "connection-lost", Greetings::escapes),
          ends("long-identification", "ssh-protocol", Greetings::longIdentification),
          ends("hangs-up", "connection-lost", host -> host.socket.close()),
          ends("resets", "connection-lost", Greetings::reset),
          ends("hangs-up-after-identification", "connection-lost", RawPeer::identify),
          stallsLogin("silent-after-identification", Greetings::identifyAndHold));

  private static void slowly(RawPeer host, String text) throws Exception {
    for (int i = 0; i < text.length(); i++) {
      host.say(text.substring(i, i + 1));
      Thread.sleep(50);
    }
  }

  private static void escapes(RawPeer host) throws Exception {
    host.say("SSH-2.0-" + ESCAPED_BYTES.replaceAll("[\r\n\0]", "") + "\r\n");
    host.hearIdentification();
  }

  private static void longIdentification(RawPeer host) throws Exception {
    host.say("SSH-2.0-" + "x".repeat(100_000) + "\r\n");
    host.hold();
  }

  private static void reset(RawPeer host) throws Exception {
    host.socket.setSoLinger(true, 0);
    host.socket.close();
  }

  private static void identifyAndHold(RawPeer host) throws Exception {
    host.identify();
    host.hold();
  }
}
