package io.portside.ssh;

import io.portside.inventory.Connection;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;

/** One host's way to a login: all its addresses, a few retries, and the questions in between. */
final class Dialing {
  private final Route route;
  private final Connection connection;
  private final KnownHosts knownHosts;
  private final HostKeyGate gate;
  private final KeyFiles keyFiles;
  private final Asker asker;
  private final SshClient client;

  Dialing(
      Route route,
      Connection connection,
      KnownHosts knownHosts,
      HostKeyGate gate,
      KeyFiles keyFiles,
      Asker asker,
      SshClient client) {
    this.route = route;
    this.connection = connection;
    this.knownHosts = knownHosts;
    this.gate = gate;
    this.keyFiles = keyFiles;
    this.asker = asker;
    this.client = client;
  }

  ClientSession dial(int retries) throws SshException {
    Identities identities = Identities.of(route, keyFiles);
    Deadline deadline = Deadline.in(connection.connectTimeout());
    int left = retries;
    while (true) {
      switch (attempt(identities, deadline)) {
        case LoginResult.LoggedIn(var session) -> {
          return session;
        }
        case LoginResult.Failed(var problem) -> throw new SshException(problem, false);
        case LoginResult.KeyUnknown(var key, var problem) -> {
          confirm(key, problem);
          deadline = Deadline.in(connection.connectTimeout());
        }
        case LoginResult.Rejected(var problem) -> {
          identities = unlocked(identities, problem);
          deadline = Deadline.in(connection.connectTimeout());
        }
        case LoginResult.Dropped(var problem) -> {
          if (left-- <= 0 || deadline.passed()) {
            throw new SshException(problem, false);
          }
          pause();
        }
      }
    }
  }

  /** Tries the host's addresses until one takes connections, each with a fair share of the time. */
  private LoginResult attempt(Identities identities, Deadline deadline) throws SshException {
    List<InetAddress> addresses = addresses();
    for (int i = 0; ; i++) {
      Deadline share = Deadline.in(deadline.left().dividedBy(addresses.size() - i));
      LoginTrail trail = new LoginTrail(identities.offered());
      LoginMethods methods =
          new LoginMethods(
              identities.offered(),
              connection.password().filter(password -> !password.reveal().isEmpty()),
              trail);
      LoginResult result =
          new Login(route, knownHosts, gate, methods).perform(client, addresses.get(i), share);
      if (i == addresses.size() - 1 || trail.phase() != LoginTrail.Phase.CONNECTING) {
        return result;
      }
    }
  }

  private List<InetAddress> addresses() throws SshException {
    try {
      return List.of(InetAddress.getAllByName(route.host()));
    } catch (UnknownHostException e) {
      throw new SshException(
          Problem.of(
              ProblemCode.NAME_UNRESOLVED,
              "the name " + route.host() + " has no address",
              "correct the name or set ansible_host"),
          false);
    }
  }

  private void confirm(PublicKey key, Problem problem) throws SshException {
    String question =
        "The key of "
            + route.knownName()
            + " is not known: "
            + HostKeyGate.describe(key)
            + ". Trust it from now on?";
    if (!asker.confirm(question).orElse(false)) {
      throw new SshException(problem, false);
    }
    gate.accept(key);
  }

  /** What encrypted keys there are, now with their passphrases; only those, as the rest failed. */
  private Identities unlocked(Identities before, Problem problem) throws SshException {
    before.locked().forEach(keyFiles::unlock);
    Identities after = Identities.of(route, keyFiles);
    List<Identities.Identity> more =
        after.offered().stream().filter(identity -> !before.offers(identity)).toList();
    if (more.isEmpty()) {
      throw new SshException(withNotes(problem, after.notes()), false);
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
  private static void pause() throws SshException {
    try {
      Thread.sleep(Duration.ofMillis(ThreadLocalRandom.current().nextLong(200, 1500)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SshException(
          Problem.of(ProblemCode.INTERRUPTED, "interrupted while connecting", "run again"), false);
    }
  }
}
