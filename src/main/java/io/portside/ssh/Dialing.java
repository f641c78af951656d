package io.portside.ssh;

import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.apache.sshd.client.session.ClientSession;

/** One host's way to a login: all its addresses, a few retries, and the questions in between. */
final class Dialing {
  /** Drops by a busy sshd that others get into meanwhile; beyond the retries. */
  private static final int MOST_BUSY = 50;

  private static final long PAUSE_MS = 1500;
  private static final int MOST_DOUBLED = 2;

  private final Call call;
  private final Route route;
  private final KnownHosts knownHosts;
  private final HostKeyGate gate;
  private final Dialer dialer;
  private int retriesLeft;
  private int busyLeft = MOST_BUSY;
  private int dropped;

  Dialing(Call call, KnownHosts knownHosts, HostKeyGate gate, Dialer dialer) {
    this.call = call;
    this.route = call.route();
    this.knownHosts = knownHosts;
    this.gate = gate;
    this.dialer = dialer;
    this.retriesLeft = call.retries();
  }

  ClientSession dial() throws SshException {
    Identities identities = Identities.of(route, dialer.keyFiles());
    while (true) {
      switch (attempt(identities)) {
        case LoginResult.LoggedIn(var session) -> {
          return session;
        }
        case LoginResult.Failed(var problem) -> throw call.failure(problem);
        case LoginResult.KeyUnknown(var key, var problem) -> confirm(key, problem);
        case LoginResult.Rejected(var problem) -> identities = unlocked(identities, problem);
        case LoginResult.Dropped(var problem) -> {
          if (retriesLeft < 0) {
            throw call.failure(problem);
          }
          pause();
        }
      }
    }
  }

  private LoginResult attempt(Identities identities) throws SshException {
    return switch (route.way()) {
      case Way.Direct() -> direct(identities);
      case Way.Jump jump -> through(jump, identities);
      case Way.Proxy proxy -> over(proxy, identities);
    };
  }

  /** Tries the host's addresses until one takes connections, each with a fair share of the time. */
  private LoginResult direct(Identities identities) throws SshException {
    List<InetAddress> addresses = addresses();
    Duration left = call.limit();
    for (int i = 0; ; i++) {
      InetAddress address = addresses.get(i);
      Duration share = left.dividedBy(addresses.size() - i);
      LoginTrail trail = new LoginTrail(identities.offered());
      try (Admission.Turn turn = enter(new Way.Direct(), address.getHostAddress())) {
        Deadline deadline = Deadline.in(share);
        LoginResult result =
            login(identities, trail, Optional.empty())
                .perform(dialer.client(), new InetSocketAddress(address, route.port()), deadline);
        if (i == addresses.size() - 1 || trail.phase() != LoginTrail.Phase.CONNECTING) {
          return counted(result, turn);
        }
        left = left.minus(share).plus(deadline.left());
      }
    }
  }

  /** The jump host comes first: what it takes is not this host's time. */
  private LoginResult through(Way.Jump way, Identities identities) throws SshException {
    ClientSession jump = dialer.jump(way, call);
    try (Admission.Turn turn = enter(way, route.host())) {
      Deadline deadline = Deadline.in(call.limit());
      try {
        Wire wire = JumpWire.open(jump, way.name(), route.host(), route.port(), deadline);
        return counted(wired(wire, identities, deadline), turn);
      } catch (IOException | IllegalStateException e) {
        // The latter from a session that broke just now.
        return counted(JumpWire.refusal(way, route, e, deadline), turn);
      }
    }
  }

  /** All that go by the same command go by the same sshd, most likely. */
  private LoginResult over(Way.Proxy way, Identities identities) throws SshException {
    try (Admission.Turn turn = enter(new Way.Proxy("", way.pattern()), "")) {
      Deadline deadline = Deadline.in(call.limit());
      return counted(wired(ProxyWire.start(way, route), identities, deadline), turn);
    } catch (IOException e) {
      return new LoginResult.Failed(
          Problem.of(
              ProblemCode.PROXY_COMMAND_FAILED,
              "no shell could be started for the ProxyCommand: " + e.getMessage(),
              "see what SHELL is set to"));
    }
  }

  private LoginResult wired(Wire wire, Identities identities, Deadline deadline) {
    return login(identities, new LoginTrail(identities.offered()), Optional.of(wire))
        .perform(
            dialer.client(),
            InetSocketAddress.createUnresolved(route.host(), route.port()),
            deadline);
  }

  private Login login(Identities identities, LoginTrail trail, Optional<Wire> wire) {
    LoginMethods methods =
        new LoginMethods(
            identities.offered(),
            call.password().filter(password -> !password.reveal().isEmpty()),
            trail);
    return new Login(route, knownHosts, gate, methods, wire);
  }

  private Admission.Turn enter(Way way, String host) throws SshException {
    try {
      return dialer.admission(new Dialer.Door(way, host, route.port())).enter();
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  /** A drop counts against the retries only where nobody else shows that the sshd is alive. */
  private LoginResult counted(LoginResult result, Admission.Turn turn) {
    if (result instanceof LoginResult.LoggedIn) {
      turn.succeeded();
    } else if (result instanceof LoginResult.Dropped) {
      dropped++;
      if (!turn.dropped() || busyLeft-- <= 0) {
        retriesLeft--;
      }
    }
    return result;
  }

  private List<InetAddress> addresses() throws SshException {
    try {
      List<InetAddress> addresses =
          Arrays.stream(InetAddress.getAllByName(route.host()))
              .filter(route.link()::allows)
              .toList();
      if (!addresses.isEmpty()) {
        return addresses;
      }
    } catch (UnknownHostException e) {
      // As if it had only addresses of the other family.
    }
    throw call.failure(
        Problem.of(
            ProblemCode.NAME_UNRESOLVED,
            "the name "
                + route.host()
                + " has no address"
                + (route.link().family().equals("any")
                    ? ""
                    : " of the family " + route.link().family()),
            "correct the name or set ansible_host"));
  }

  private void confirm(PublicKey key, Problem problem) throws SshException {
    String question =
        "The key of "
            + route.knownName()
            + " is not known: "
            + HostKeyGate.describe(key)
            + ". Trust it from now on?";
    if (route.checking() == HostKeyChecking.REFUSE_NEW
        || !dialer.asker().confirm(question).orElse(false)) {
      throw call.failure(problem);
    }
    gate.accept(key);
  }

  /** What encrypted keys there are, now with their passphrases; only those, as the rest failed. */
  private Identities unlocked(Identities before, Problem problem) throws SshException {
    before.locked().forEach(dialer.keyFiles()::unlock);
    Identities after = Identities.of(route, dialer.keyFiles());
    List<Identities.Identity> more =
        after.offered().stream().filter(identity -> !before.offers(identity)).toList();
    if (more.isEmpty()) {
      throw call.failure(withNotes(problem, after.notes()));
    }
    return new Identities(more, List.of(), after.notes());
  }

  private static Problem withNotes(Problem problem, List<String> notes) {
    return notes.isEmpty()
        ? problem
        : new Problem(
            problem.code(),
            problem.where(),
            problem.what() + " Not tried: " + notes.stream().collect(Collectors.joining("; ")),
            problem.hint());
  }

  /** Long enough for sshd to finish some of the logins under way, and not the same for all. */
  private void pause() throws SshException {
    long most = PAUSE_MS << Math.min(dropped - 1, MOST_DOUBLED);
    try {
      Thread.sleep(Duration.ofMillis(ThreadLocalRandom.current().nextLong(200, most)));
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  static SshException interrupted() {
    Thread.currentThread().interrupt();
    return new SshException(
        Problem.of(ProblemCode.INTERRUPTED, "interrupted while connecting", "run again"), false);
  }
}
