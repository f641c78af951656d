package io.portside.hostile;

import static io.portside.hostile.RawHost.failure;
import static io.portside.hostile.Trick.ESCAPES;
import static io.portside.hostile.Trick.ends;
import static io.portside.hostile.Trick.forever;
import static io.portside.hostile.Trick.stallsLogin;

import io.portside.hostile.Trick.Act;
import java.util.List;

/** The login: methods without end, questions without end, floods in between. */
final class Logins {
  private Logins() {}

  static final List<Trick> TRICKS =
      List.of(
          stallsLogin("service-never-accepted", Logins::serviceNeverAccepted),
          stallsLogin("another-service", Logins::anotherService),
          stallsLogin("login-never-answered", atLogin(RawPeer::hold)),
          ends("hangs-up-at-login", "connection-lost", RawHost::reachLogin),
          ends("disconnects-at-login", "disconnected", atLogin(h -> h.disconnect(ESCAPES))),
          ends("takes-nobody", "login-rejected", always(failure("publickey", false))),
          ends("ten-thousand-methods", "login-rejected", always(failure(many(), false))),
          ends("methods-of-escapes", "login-rejected", always(failure(ESCAPES, false))),
          ends("gssapi-only", "login-rejected", always(failure("gssapi-with-mic", false))),
          ends("no-method", "login-rejected", always(failure("", false))),
          ends("partial-without-end", "login-rejected", always(failure("password", true))),
          ends("password-without-end", "login-rejected", always(failure("password", false))),
          ends("unasked-failures", "login-rejected", flood(failure("password", false))),
          ends("banner-flood", "ssh-protocol", flood(banner("x".repeat(1_000)))),
          ends("banner-of-escapes-at-login", "planned", Logins::bannerAndGood),
          ends("wants-a-new-password", "login-rejected", Logins::newPassword),
          ends("asks-without-end", "login-rejected", asks(1)),
          ends("asks-nothing-without-end", "ssh-protocol", asks(0)),
          ends("asks-ten-thousand-things", "login-rejected", asks(10_000)),
          ends("questions-beyond-the-message", "login-rejected", Logins::questionsBeyond),
          ends("takes-another-key", "ssh-protocol", Logins::anotherKey),
          ends("ignore-flood", "ssh-protocol", flood(Payload.of(RawPeer.IGNORE).string("x"))),
          ends("debug-flood", "ssh-protocol", flood(debug())),
          ends("extension-flood", "ssh-protocol", flood(Payload.of(RawPeer.EXT_INFO).number(0))),
          ends("unimplemented-flood", "ssh-protocol", flood(unimplemented())),
          ends("unknown-message-flood", "ssh-protocol", flood(Payload.of(200))),
          ends("requests-before-login", "ssh-protocol", flood(request("x@example.com"))),
          ends("rekeys-at-login", "ssh-protocol", atLogin(Logins::rekey)),
          ends("cut-off-failure", "ssh-protocol", always(Payload.of(RawHost.AUTH_FAILURE))));

  private static String many() {
    return Proposals.names(10_000);
  }

  private static Act atLogin(Act act) {
    return host -> {
      host.reachLogin();
      act.on(host);
      host.hold();
    };
  }

  private static Act always(Payload answer) {
    return host -> {
      host.reachLogin();
      forever(
          () -> {
            host.send(answer);
            host.await(RawHost.AUTH_REQUEST);
          });
    };
  }

  static Act flood(Payload message) {
    return host -> {
      host.reachLogin();
      byte[] bytes = message.bytes();
      forever(() -> host.send(bytes));
    };
  }

  private static Payload banner(String text) {
    return Payload.of(RawHost.AUTH_BANNER).string(text).string("");
  }

  private static Payload debug() {
    return Payload.of(RawPeer.DEBUG).octet(1).string(ESCAPES).string("");
  }

  private static Payload unimplemented() {
    return Payload.of(RawPeer.UNIMPLEMENTED).number(0);
  }

  static Payload request(String name) {
    return Payload.of(RawHost.GLOBAL_REQUEST).string(name).octet(1);
  }

  private static void serviceNeverAccepted(RawHost host) throws Exception {
    host.agree();
    host.await(RawPeer.SERVICE_REQUEST);
    host.hold();
  }

  private static void anotherService(RawHost host) throws Exception {
    host.agree();
    host.await(RawPeer.SERVICE_REQUEST);
    host.send(Payload.of(RawPeer.SERVICE_ACCEPT).string("ssh-connection"));
    host.hold();
  }

  private static void bannerAndGood(RawHost host) throws Exception {
    host.reachLogin();
    host.send(banner(ESCAPES));
    host.send(Payload.of(RawHost.AUTH_SUCCESS));
    Channels.good(host);
  }

  private static void newPassword(RawHost host) throws Exception {
    host.reachLogin();
    host.send(failure("password", false));
    forever(
        () -> {
          host.await(RawHost.AUTH_REQUEST);
          host.send(Payload.of(RawHost.AUTH_60).string(ESCAPES).string(""));
        });
  }

  private static Act asks(int questions) {
    return host -> {
      host.reachLogin();
      host.send(failure("keyboard-interactive", false));
      host.await(RawHost.AUTH_REQUEST);
      Payload ask = Payload.of(RawHost.AUTH_60).string(ESCAPES).string(ESCAPES).string("");
      ask.number(questions);
      for (int i = 0; i < questions; i++) {
        ask.string("again?").octet(0);
      }
      forever(
          () -> {
            host.send(ask);
            int answer = host.read()[0];
            if (answer == RawHost.AUTH_REQUEST) {
              host.send(failure("keyboard-interactive", false));
            }
          });
    };
  }

  private static void questionsBeyond(RawHost host) throws Exception {
    host.reachLogin();
    host.send(failure("keyboard-interactive", false));
    host.await(RawHost.AUTH_REQUEST);
    host.send(
        Payload.of(RawHost.AUTH_60).string("").string("").string("").number(Integer.MAX_VALUE));
    forever(
        () -> {
          host.await(RawHost.AUTH_REQUEST);
          host.send(failure("keyboard-interactive", false));
        });
  }

  /** PK_OK where no key was offered. */
  private static void anotherKey(RawHost host) throws Exception {
    host.reachLogin();
    byte[] blob = Keys.blob(Keys.fresh("Ed25519").getPublic());
    forever(() -> host.send(Payload.of(RawHost.AUTH_60).string("ssh-ed25519").string(blob)));
  }

  private static void rekey(RawHost host) throws Exception {
    forever(
        () -> {
          host.propose(RawPeer.PROPOSAL);
          host.exchange();
        });
  }
}
