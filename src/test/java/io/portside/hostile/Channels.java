package io.portside.hostile;

import static io.portside.hostile.RawHost.CHANNEL_SUCCESS;
import static io.portside.hostile.Trick.ESCAPES;
import static io.portside.hostile.Trick.ends;
import static io.portside.hostile.Trick.forever;
import static io.portside.hostile.Trick.stallsCommand;
import static io.portside.hostile.Trick.stallsSudo;

import io.portside.facts.RecordedProbe;
import io.portside.hostile.Trick.Act;
import java.util.List;

/**
 * The command's channel: what opens it, what it may hold, how it ends, and what comes beside it.
 */
final class Channels {
  private static final String GOOD = RecordedProbe.of("bookworm").output();

  private Channels() {}

  static final List<Trick> TRICKS =
      List.of(
          ends("good", "planned", Channels::goodFromTheStart),
          stallsCommand("channel-never-answered", atChannel(RawPeer::hold)),
          ends("channel-prohibited", "channel-refused", refuses(1)),
          ends("channel-short-of-resources", "channel-refused", refuses(4)),
          ends("channel-refused-for-no-known-reason", "channel-refused", refuses(-1)),
          ends("hangs-up-at-the-channel", "connection-lost", RawHost::reachChannel),
          ends("disconnects-at-the-channel", "disconnected", atChannel(Channels::disconnect)),
          stallsCommand("confirms-another-channel", atChannel(Channels::another)),
          ends("packets-of-nothing", "ssh-protocol", atChannel(h -> h.confirm(1000, 0))),
          stallsCommand("command-never-answered", atCommand(RawPeer::hold)),
          ends("command-refused", "shell-unusable", atCommand(Channels::refuseCommand)),
          ends("disconnects-at-the-command", "disconnected", atCommand(Channels::disconnect)),
          stallsCommand("window-of-nothing", Channels::noWindow),
          stallsSudo("password-into-a-window-of-nothing", Channels::noWindowForThePassword),
          stallsCommand("window-overflow", running(Channels::windowOverflow)),
          stallsCommand("data-for-another-channel", running(Channels::dataElsewhere)),
          ends("data-beyond-the-message", "connection-lost", running(Channels::dataBeyond)),
          ends("data-of-a-negative-length", "connection-lost", running(Channels::dataNegative)),
          stallsCommand("data-of-an-unknown-kind", running(Channels::unknownKind)),
          stallsCommand("exit-status-cut-off", running(Channels::cutOffStatus)),
          ends("exit-without-status", "shell-unusable", running(Channels::noStatus)),
          ends("exit-by-signal", "shell-unusable", running(Channels::signal)),
          stallsCommand("end-of-file-without-close", running(h -> h.answer(RawHost.EOF))),
          ends("half-closed", "connection-lost", running(h -> h.socket.shutdownOutput())),
          ends("hangs-up-in-the-command", "connection-lost", RawHost::run),
          ends("agent-wanted", "planned", Channels::wants),
          ends("channels-wanted-without-end", "ssh-protocol", floods(wanted("x11"))),
          ends("requests-without-end", "ssh-protocol", floods(Logins.request("x@y.z"))),
          ends("keepalives-without-end", "ssh-protocol", Channels::keepAlives),
          ends("host-keys-without-end", "ssh-protocol", floods(hostKeys())),
          ends("rekeys-without-end", "ssh-protocol", running(Channels::rekey)),
          stallsCommand("rekey-never-ended", running(h -> h.propose(RawPeer.PROPOSAL))),
          stallsCommand("data-of-nothing-without-end", running(Channels::emptyData)),
          ends("logins-without-end", "ssh-protocol", floods(Payload.of(RawHost.AUTH_SUCCESS))));

  static void good(RawHost host) throws Exception {
    host.goOn(GOOD);
  }

  private static void goodFromTheStart(RawHost host) throws Exception {
    host.admit();
    good(host);
  }

  private static Act atChannel(Act act) {
    return host -> {
      host.reachChannel();
      act.on(host);
      host.hold();
    };
  }

  private static Act refuses(int reason) {
    return atChannel(
        host ->
            host.send(host.about(RawHost.OPEN_FAILURE).number(reason).string(ESCAPES).string("")));
  }

  private static void disconnect(RawHost host) throws Exception {
    host.disconnect("go away " + ESCAPES);
  }

  private static void another(RawHost host) throws Exception {
    host.send(
        Payload.of(RawHost.OPEN_CONFIRMATION).number(4711).number(7).number(1000).number(1000));
  }

  private static Act atCommand(Act act) {
    return host -> {
      host.reachCommand(1 << 30);
      act.on(host);
      host.hold();
    };
  }

  private static void refuseCommand(RawHost host) throws Exception {
    host.answer(RawHost.CHANNEL_FAILURE);
  }

  private static void noWindow(RawHost host) throws Exception {
    host.reachCommand(0);
    host.answer(CHANNEL_SUCCESS);
    host.print(host.ready() + " 1\n");
    host.hold();
  }

  private static void noWindowForThePassword(RawHost host) throws Exception {
    host.reachCommand(0);
    host.answer(CHANNEL_SUCCESS);
    host.complain(host.prompt());
    host.hold();
  }

  private static Act running(Act act) {
    return host -> {
      host.run();
      act.on(host);
      host.hold();
    };
  }

  private static void windowOverflow(RawHost host) throws Exception {
    for (int i = 0; i < 3; i++) {
      host.send(host.about(RawHost.WINDOW_ADJUST).number(0xffffffffL));
    }
  }

  private static void dataElsewhere(RawHost host) throws Exception {
    host.send(Payload.of(RawHost.DATA).number(4711).string("x"));
  }

  private static void dataBeyond(RawHost host) throws Exception {
    host.send(host.about(RawHost.DATA).number(1_000_000).raw(new byte[10]));
  }

  private static void dataNegative(RawHost host) throws Exception {
    host.send(host.about(RawHost.DATA).number(-1).raw(new byte[10]));
  }

  private static void unknownKind(RawHost host) throws Exception {
    host.send(host.about(RawHost.EXTENDED_DATA).number(99).string(ESCAPES));
  }

  private static void cutOffStatus(RawHost host) throws Exception {
    host.send(host.about(RawHost.CHANNEL_REQUEST).string("exit-status").octet(0));
  }

  private static void noStatus(RawHost host) throws Exception {
    host.answer(RawHost.CLOSE);
  }

  private static void signal(RawHost host) throws Exception {
    host.send(
        host.about(RawHost.CHANNEL_REQUEST)
            .string("exit-signal")
            .octet(0)
            .string(ESCAPES)
            .octet(1)
            .string(ESCAPES)
            .string(""));
    host.answer(RawHost.CLOSE);
  }

  private static Payload wanted(String type) {
    return Payload.of(RawHost.CHANNEL_OPEN)
        .string(type)
        .number(1)
        .number(1000)
        .number(1000)
        .string("127.0.0.1")
        .number(6000)
        .string("127.0.0.1")
        .number(6000);
  }

  /** What a client that was careless would connect the host to. */
  private static void wants(RawHost host) throws Exception {
    host.admit();
    for (String type :
        List.of(
            "auth-agent@openssh.com",
            "auth-agent",
            "x11",
            "forwarded-tcpip",
            "direct-tcpip",
            "session",
            ESCAPES)) {
      host.send(wanted(type));
    }
    good(host);
  }

  private static Act floods(Payload message) {
    byte[] bytes = message.bytes();
    return running(host -> forever(() -> host.send(bytes)));
  }

  private static void keepAlives(RawHost host) throws Exception {
    host.run();
    byte[] request =
        host.about(RawHost.CHANNEL_REQUEST).string("keepalive@openssh.com").octet(1).bytes();
    forever(() -> host.send(request));
  }

  private static Payload hostKeys() {
    Payload payload = Payload.of(RawHost.GLOBAL_REQUEST).string("hostkeys-00@openssh.com").octet(0);
    for (int i = 0; i < 20; i++) {
      payload.string(Keys.blob(Keys.fresh("Ed25519").getPublic()));
    }
    return payload;
  }

  private static void rekey(RawHost host) throws Exception {
    forever(
        () -> {
          host.propose(RawPeer.PROPOSAL);
          host.exchange();
        });
  }

  private static void emptyData(RawHost host) throws Exception {
    byte[] data = host.about(RawHost.DATA).number(0).bytes();
    forever(() -> host.send(data));
  }
}
