package io.portside.ssh;

import io.portside.problem.Problem;
import io.portside.problem.Untrusted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.sshd.common.config.keys.OpenSshCertificate;

/**
 * The keys to offer one host, in order.
 *
 * @param locked encrypted key files that nobody has been asked about yet
 * @param notes keys that cannot be offered and why, for the message of a rejected login
 */
record Identities(List<Identity> offered, List<Path> locked, List<String> notes) {

  /** One key, or a certificate for one. */
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

    /**
     * The agent has its private part.
     *
     * @param held what the agent knows it by
     */
    record InAgent(String label, PublicKey key, PublicKey held, Agent agent) implements Identity {}

    /** Two that are the same to a host. */
    default boolean sameAs(Identity other) {
      return same(key(), other.key());
    }

    /** With a certificate for its key. */
    default Identity certified(String by, OpenSshCertificate certificate) {
      return switch (this) {
        case InFile(_, var pair) -> new InFile(by, new KeyPair(certificate, pair.getPrivate()));
        case InAgent(_, _, var held, var agent) -> new InAgent(by, certificate, held, agent);
      };
    }
  }

  /**
   * Keys that are given explicitly come before the agent's, as they are meant, and are unlocked at
   * once. Of the usual ones come, as with ssh, those that the agent has, the agent's others, and
   * the rest; encrypted ones stay locked until all others were rejected.
   *
   * @throws SshException an explicit key is unusable
   */
  static Identities of(Route route, KeyFiles files) throws SshException {
    List<String> notes = new ArrayList<>();
    List<Path> locked = new ArrayList<>();
    List<Identity> held = held(route, notes);
    List<Identity> named = new ArrayList<>();
    for (Path file : route.keys()) {
      Optional<Identity> identity = named(file, route, files, held, notes, locked);
      identity.ifPresent(named::add);
      if (identity.isPresent() && route.certificates().isEmpty()) {
        Path beside = file.resolveSibling(withoutPub(file) + "-cert.pub");
        PublicKeyFile.certificate(beside)
            .filter(certificate -> same(certificate.getCertPubKey(), identity.get().key()))
            .ifPresent(c -> named.add(identity.get().certified("certificate " + beside, c)));
      }
    }
    for (Path file : route.certificates()) {
      certified(file, named, held, notes).ifPresent(named::add);
    }
    List<Identity> ordered = new ArrayList<>();
    if (route.keysGiven()) {
      ordered.addAll(named);
    }
    named.stream().filter(Identity.InAgent.class::isInstance).forEach(ordered::add);
    if (!route.onlyKeys()) {
      ordered.addAll(held);
    }
    ordered.addAll(named);
    Map<String, Identity> offered = new LinkedHashMap<>();
    ordered.forEach(identity -> offered.putIfAbsent(blob(identity.key()), identity));
    return new Identities(List.copyOf(offered.values()), locked, notes);
  }

  private static Optional<Identity> named(
      Path file,
      Route route,
      KeyFiles files,
      List<Identity> held,
      List<String> notes,
      List<Path> locked)
      throws SshException {
    KeyFiles.Key key = files.read(file);
    Optional<PublicKey> known =
        switch (key) {
          case KeyFiles.Key.Usable(_, var pair) -> Optional.of(pair.getPublic());
          case KeyFiles.Key.Locked(_, var publicKey) -> publicKey;
          case KeyFiles.Key.Elsewhere(_, var publicKey) -> Optional.of(publicKey);
          case KeyFiles.Key.Broken _ -> PublicKeyFile.of(file);
        };
    Optional<Identity> inAgent = known.flatMap(publicKey -> find(held, publicKey));
    if (inAgent.isPresent()) {
      return inAgent;
    }
    if (!route.keysGiven() && !Files.exists(file)) {
      return Optional.empty();
    }
    return switch (route.keysGiven() ? files.unlock(file) : key) {
      case KeyFiles.Key.Usable(_, var pair) ->
          Optional.of(new Identity.InFile(file.toString(), pair));
      case KeyFiles.Key.Broken(_, var problem) -> refuse(route, problem, notes);
      case KeyFiles.Key.Elsewhere _ -> refuse(route, KeyFiles.elsewhere(file), notes);
      case KeyFiles.Key.Locked _ -> {
        locked.add(file);
        yield refuse(route, KeyFiles.locked(file), notes);
      }
    };
  }

  /** A certificate of {@code CertificateFile} with whichever key it is for. */
  private static Optional<Identity> certified(
      Path file, List<Identity> named, List<Identity> held, List<String> notes) {
    Optional<OpenSshCertificate> certificate = PublicKeyFile.certificate(file);
    Optional<Identity> identity =
        certificate.flatMap(
            c -> find(named, c.getCertPubKey()).or(() -> find(held, c.getCertPubKey())));
    if (identity.isEmpty()) {
      notes.add(
          certificate.isPresent()
              ? file + ": the private key of the certificate is neither here nor in the agent"
              : file + ": no certificate that can be read");
    }
    return identity.map(i -> i.certified("certificate " + file, certificate.orElseThrow()));
  }

  boolean offers(Identity identity) {
    return offered.stream().anyMatch(identity::sameAs);
  }

  private static Optional<Identity> refuse(Route route, Problem problem, List<String> notes)
      throws SshException {
    if (route.keysGiven()) {
      throw new SshException(problem, false);
    }
    notes.add(problem.where() + ": " + problem.what());
    return Optional.empty();
  }

  private static Optional<Identity> find(List<Identity> identities, PublicKey key) {
    return identities.stream().filter(identity -> same(identity.key(), key)).findFirst();
  }

  private static boolean same(PublicKey one, PublicKey other) {
    return blob(one).equals(blob(other));
  }

  private static String blob(PublicKey key) {
    return HexFormat.of().formatHex(Fingerprint.blob(key));
  }

  private static String withoutPub(Path file) {
    return file.getFileName().toString().replaceFirst("\\.pub$", "");
  }

  private static List<Identity> held(Route route, List<String> notes) {
    if (route.agent().isEmpty()) {
      return List.of();
    }
    Agent agent = new Agent(route.agent().get());
    List<Identity> held = new ArrayList<>();
    try {
      for (Map.Entry<PublicKey, String> key : agent.getIdentities()) {
        String label = "the agent's " + Untrusted.line(key.getValue(), 200);
        held.add(new Identity.InAgent(label, key.getKey(), key.getKey(), agent));
      }
    } catch (IOException e) {
      notes.add("the SSH agent does not answer: " + e.getMessage());
    }
    return held;
  }
}
