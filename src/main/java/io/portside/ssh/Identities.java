package io.portside.ssh;

import io.portside.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keys to offer one host, in order.
 *
 * @param locked encrypted key files that nobody has been asked about yet
 * @param notes keys that cannot be offered and why, for the message of a rejected login
 */
record Identities(List<Identity> offered, List<Path> locked, List<String> notes) {

  /** One key. */
  sealed interface Identity {
    /** How messages name it. */
    String label();

    PublicKey key();

    record InFile(String label, KeyPair pair) implements Identity {
      @Override
      public PublicKey key() {
        return pair.getPublic();
      }
    }

    record InAgent(String label, PublicKey key, Agent agent) implements Identity {}
  }

  /**
   * Keys that are given explicitly come before the agent's, as they are meant, and are unlocked at
   * once; the usual ones come after it, and stay locked until all others were rejected.
   *
   * @throws SshException an explicit key is unusable
   */
  static Identities of(Route route, KeyFiles files) throws SshException {
    List<String> notes = new ArrayList<>();
    List<Identity.InAgent> held = held(route, notes);
    List<Identity> inFiles = new ArrayList<>();
    List<Path> locked = new ArrayList<>();
    List<PublicKey> named = new ArrayList<>();
    for (Path file : route.keys()) {
      if (!route.keysGiven() && !Files.exists(file)) {
        continue;
      }
      KeyFiles.Key key = files.read(file);
      if (key instanceof KeyFiles.Key.Locked(_, var publicKey) && holds(held, publicKey)) {
        named.add(publicKey.orElseThrow());
        continue;
      }
      switch (route.keysGiven() ? files.unlock(file) : key) {
        case KeyFiles.Key.Usable(_, var pair) -> {
          inFiles.add(new Identity.InFile(file.toString(), pair));
          named.add(pair.getPublic());
        }
        case KeyFiles.Key.Broken(_, var problem) -> refuse(route, problem, notes);
        case KeyFiles.Key.Locked _ -> {
          refuse(route, KeyFiles.locked(file), notes);
          locked.add(file);
        }
      }
    }
    Map<PublicKey, Identity> offered = new LinkedHashMap<>();
    if (route.keysGiven()) {
      inFiles.forEach(key -> offered.putIfAbsent(key.key(), key));
    }
    held.stream()
        .filter(key -> !route.onlyKeys() || named.contains(key.key()))
        .forEach(key -> offered.putIfAbsent(key.key(), key));
    inFiles.forEach(key -> offered.putIfAbsent(key.key(), key));
    return new Identities(List.copyOf(offered.values()), locked, notes);
  }

  boolean offers(Identity identity) {
    return offered.stream().anyMatch(other -> other.key().equals(identity.key()));
  }

  private static void refuse(Route route, Problem problem, List<String> notes) throws SshException {
    if (route.keysGiven()) {
      throw new SshException(problem, false);
    }
    notes.add(problem.where() + ": " + problem.what());
  }

  private static boolean holds(List<Identity.InAgent> held, Optional<PublicKey> key) {
    return held.stream().anyMatch(identity -> key.filter(identity.key()::equals).isPresent());
  }

  private static List<Identity.InAgent> held(Route route, List<String> notes) {
    if (route.agent().isEmpty()) {
      return List.of();
    }
    Agent agent = new Agent(route.agent().get());
    List<Identity.InAgent> held = new ArrayList<>();
    try {
      for (Map.Entry<PublicKey, String> key : agent.getIdentities()) {
        held.add(new Identity.InAgent("the agent's " + key.getValue(), key.getKey(), agent));
      }
    } catch (IOException e) {
      notes.add("the SSH agent does not answer: " + e.getMessage());
    }
    return held;
  }
}
