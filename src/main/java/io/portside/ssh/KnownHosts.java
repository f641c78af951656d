package io.portside.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;

/**
 * The keys that hosts are known by, from several files. The first is written to, and read again
 * where another process has changed it meanwhile.
 */
final class KnownHosts {

  /** What the files say of a key. */
  sealed interface Verdict {
    record Trusted() implements Verdict {}

    /**
     * Nothing is known of this host.
     *
     * @param byAuthority a {@code @cert-authority} vouches for the host, by certificates only
     */
    record Unknown(boolean byAuthority) implements Verdict {}

    record Changed(KnownHost recorded) implements Verdict {}

    record Revoked(KnownHost entry) implements Verdict {}

    /** The authority is the host's, but its certificate is not good. */
    record Uncertified(KnownHost authority, String flaw) implements Verdict {}
  }

  private final List<Path> files;
  private volatile Map<Path, List<KnownHost>> entries;
  private volatile List<KnownHost> unwritten = List.of();

  private KnownHosts(List<Path> files, Map<Path, List<KnownHost>> entries) {
    this.files = files;
    this.entries = entries;
  }

  /** Files that do not exist hold nothing. */
  static KnownHosts read(List<Path> files) throws IOException {
    Map<Path, List<KnownHost>> entries = new HashMap<>();
    for (Path file : files) {
      // Names may be in any encoding; what matters here is ASCII.
      entries.put(file, Files.exists(file) ? parse(file, SharedFile.read(file)) : List.of());
    }
    return new KnownHosts(files, entries);
  }

  private static List<KnownHost> parse(Path file, String text) {
    List<String> lines = text.lines().toList();
    List<KnownHost> entries = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      KnownHost.parse(file, i + 1, lines.get(i)).ifPresent(entries::add);
    }
    return entries;
  }

  /**
   * The lines about a host. Where there is none for its port, those for its name alone, as ssh has
   * it.
   *
   * @param name from {@link KnownHost#name}
   */
  List<KnownHost> about(String name) {
    List<KnownHost> about = matching(name);
    return about.isEmpty() ? matching(KnownHost.withoutPort(name)) : about;
  }

  private List<KnownHost> matching(String name) {
    return Stream.concat(
            files.stream().flatMap(file -> entries.getOrDefault(file, List.of()).stream()),
            unwritten.stream())
        .filter(entry -> entry.matches(name))
        .toList();
  }

  /**
   * What is known of a key or certificate that a host shows. A host that is known by keys of
   * another type only counts as changed: an unknown type is what an impostor would show to one who
   * trusts new keys. On another port than 22 the name alone can vouch for a key, not against it.
   */
  Verdict check(String name, PublicKey key) {
    Verdict verdict = check(name, matching(name), key);
    String alone = KnownHost.withoutPort(name);
    if (!(verdict instanceof Verdict.Unknown) || alone.equals(name)) {
      return verdict;
    }
    return switch (check(alone, matching(alone), key)) {
      case Verdict.Trusted trusted -> trusted;
      case Verdict.Revoked revoked -> revoked;
      case Verdict.Uncertified _, Verdict.Changed _, Verdict.Unknown _ -> verdict;
    };
  }

  private static Verdict check(String name, List<KnownHost> about, PublicKey shown) {
    PublicKey key = plain(shown);
    Optional<KnownHost> revoked = find(about, KnownHost::revoked, key);
    Optional<KnownHost> authority = Optional.empty();
    if (shown instanceof OpenSshCertificate certificate) {
      revoked = revoked.or(() -> find(about, KnownHost::revoked, certificate.getCaPubKey()));
      authority = find(about, KnownHost::authority, certificate.getCaPubKey());
    }
    if (revoked.isPresent()) {
      return new Verdict.Revoked(revoked.get());
    }
    if (authority.isPresent() && shown instanceof OpenSshCertificate certificate) {
      KnownHost by = authority.get();
      return HostCertificate.flaw(certificate, KnownHost.withoutPort(name))
          .<Verdict>map(flaw -> new Verdict.Uncertified(by, flaw))
          .orElseGet(Verdict.Trusted::new);
    }
    if (find(about, KnownHost::plain, key).isPresent()) {
      return new Verdict.Trusted();
    }
    String type = KeyUtils.getKeyType(key);
    List<KnownHost> plain = about.stream().filter(KnownHost::plain).toList();
    return plain.stream()
        .filter(entry -> entry.type().equals(type))
        .findFirst()
        .or(() -> plain.stream().findFirst())
        .<Verdict>map(Verdict.Changed::new)
        .orElseGet(() -> new Verdict.Unknown(about.stream().anyMatch(KnownHost::authority)));
  }

  private static Optional<KnownHost> find(
      List<KnownHost> about, Predicate<KnownHost> kind, PublicKey key) {
    String blob = Base64.getEncoder().encodeToString(Fingerprint.blob(key));
    return about.stream().filter(kind).filter(entry -> entry.key().equals(blob)).findFirst();
  }

  /** The key itself, without its certificate. */
  static PublicKey plain(PublicKey key) {
    return key instanceof OpenSshCertificate certificate ? certificate.getCertPubKey() : key;
  }

  /** The file that new keys go to. */
  Path target() {
    return files.getFirst();
  }

  /**
   * Records the key of an unknown host. Does nothing where another session or another process was
   * first with that name.
   *
   * @param hashed the file shall not tell the name: {@code HashKnownHosts}
   * @return what is known of the key then; not {@link Verdict.Trusted} where another one was
   *     recorded meanwhile
   * @throws IOException the file cannot be written; the key is known for this run all the same
   */
  synchronized Verdict record(String name, PublicKey shown, boolean hashed) throws IOException {
    PublicKey key = plain(shown);
    String type = KeyUtils.getKeyType(key);
    String blob = Base64.getEncoder().encodeToString(Fingerprint.blob(key));
    try (SharedFile file = SharedFile.open(target())) {
      readAgain(file);
      Verdict now = check(name, shown);
      if (!(now instanceof Verdict.Unknown)) {
        return now;
      }
      file.append((hashed ? KnownHost.hash(name) : name) + " " + type + " " + blob);
      readAgain(file);
      return new Verdict.Trusted();
    } catch (IOException e) {
      unwritten =
          Stream.concat(
                  unwritten.stream(), Stream.of(new KnownHost(target(), 0, "", name, type, blob)))
              .toList();
      throw e;
    }
  }

  private void readAgain(SharedFile file) {
    Map<Path, List<KnownHost>> now = new HashMap<>(entries);
    now.put(target(), parse(target(), file.text()));
    entries = now;
  }
}
