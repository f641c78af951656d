package io.portside.ssh;

import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.problem.Untrusted;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.sshd.client.session.ClientSession;

/**
 * Logs in at hosts and at jump hosts, with what all of a run share: keys are read, passphrases
 * asked and known_hosts files parsed once, and no sshd is given more logins at once than it takes.
 */
final class Dialer implements AutoCloseable {
  /** One sshd, as far as it can be told. */
  record Door(Way way, String host, int port) {}

  private final SshSettings settings;
  private final Asker asker;
  private final KeyFiles keyFiles;
  private final MinaClient client;
  private final Map<List<Path>, KnownHosts> knownHosts = new HashMap<>();
  private final ReentrantLock knownHostsLock = new ReentrantLock();
  private final Map<Door, Admission> admissions = new ConcurrentHashMap<>();
  private final Map<Route, JumpHost> jumpHosts = new ConcurrentHashMap<>();
  private final AtomicBoolean unchecked = new AtomicBoolean();

  Dialer(SshSettings settings, Asker asker) {
    this.settings = settings;
    this.asker = asker;
    this.keyFiles = new KeyFiles(asker);
    // MINA looks once what it can do, as soon as any class of it is loaded.
    Ed25519Registrar.register();
    this.client = MinaClient.started();
  }

  /**
   * Logs in.
   *
   * @throws SshException no session came about, and nothing was started
   */
  ClientSession dial(Call call) throws SshException {
    Route route = call.route();
    if (route.checking() == HostKeyChecking.OFF && unchecked.compareAndSet(false, true)) {
      asker.tell(
          "warning: the key of "
              + route.host()
              + " is not checked, nor of any other host for which that is switched off; whoever"
              + " stands between can read and change everything");
    }
    KnownHosts known = known(route.knownHosts());
    HostKeyGate gate = new HostKeyGate(route, known, route.checking(), asker);
    return new Dialing(call, known, gate, this).dial();
  }

  /** The session that all share with a jump host; whoever comes first opens it. */
  ClientSession jump(Way.Jump way, Call towards) throws SshException {
    return jumpHosts
        .computeIfAbsent(way.host(), _ -> new JumpHost(this, settings.retries()))
        .session(way, towards.timeout());
  }

  Admission admission(Door door) {
    return admissions.computeIfAbsent(door, _ -> new Admission());
  }

  Asker asker() {
    return asker;
  }

  KeyFiles keyFiles() {
    return keyFiles;
  }

  MinaClient client() {
    return client;
  }

  private KnownHosts known(List<Path> files) throws SshException {
    knownHostsLock.lock();
    try {
      KnownHosts known = knownHosts.get(files);
      if (known == null) {
        known = KnownHosts.read(files);
        knownHosts.put(files, known);
      }
      return known;
    } catch (IOException e) {
      throw new SshException(
          Problem.of(
              ProblemCode.KNOWN_HOSTS_UNREADABLE,
              "the known_hosts files cannot be read: " + Untrusted.line(e.toString(), 200),
              "make them readable, or give others by --known-hosts"),
          false);
    } finally {
      knownHostsLock.unlock();
    }
  }

  /** Ends all sessions. */
  @Override
  public void close() {
    client.stop();
  }
}
