package io.portside.ssh;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.sshd.common.config.keys.KeyUtils;

/** The keys that hosts are known by, from several files; read once, written to the first. */
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
  }

  private final List<Path> files;
  private final List<KnownHost> entries;

  private KnownHosts(List<Path> files, List<KnownHost> entries) {
    this.files = files;
    this.entries = new CopyOnWriteArrayList<>(entries);
  }

  /** Files that do not exist hold nothing. */
  static KnownHosts read(List<Path> files) throws IOException {
    List<KnownHost> entries = new ArrayList<>();
    for (Path file : files) {
      if (Files.exists(file)) {
        // Names may be in any encoding; what matters here is ASCII.
        List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        for (int i = 0; i < lines.size(); i++) {
          KnownHost.parse(file, i + 1, lines.get(i)).ifPresent(entries::add);
        }
      }
    }
    return new KnownHosts(files, entries);
  }

  /** The lines about a host. */
  List<KnownHost> about(String name) {
    return entries.stream().filter(entry -> entry.matches(name)).toList();
  }

  /**
   * A host that is known by keys of another type only counts as changed: an unknown type is what an
   * impostor would show to one who trusts new keys.
   */
  Verdict check(String name, PublicKey key) {
    String shown = Base64.getEncoder().encodeToString(Fingerprint.blob(key));
    String type = KeyUtils.getKeyType(key);
    List<KnownHost> about = about(name);
    for (KnownHost entry : about) {
      if (entry.revoked() && entry.key().equals(shown)) {
        return new Verdict.Revoked(entry);
      }
    }
    List<KnownHost> plain = about.stream().filter(entry -> entry.marker().isEmpty()).toList();
    if (plain.stream().anyMatch(entry -> entry.key().equals(shown))) {
      return new Verdict.Trusted();
    }
    return plain.stream()
        .filter(entry -> entry.type().equals(type))
        .findFirst()
        .or(() -> plain.stream().findFirst())
        .<Verdict>map(Verdict.Changed::new)
        .orElseGet(() -> new Verdict.Unknown(about.stream().anyMatch(KnownHost::authority)));
  }

  /** The file that new keys go to. */
  Path target() {
    return files.getFirst();
  }

  /**
   * Records a new key, as a line appended in one write. Does nothing where another host's session
   * has just recorded one under the same name.
   *
   * @throws IOException the file cannot be written; the key is known for this run all the same
   */
  synchronized void record(String name, PublicKey key) throws IOException {
    if (!(check(name, key) instanceof Verdict.Unknown)) {
      return;
    }
    String blob = Base64.getEncoder().encodeToString(Fingerprint.blob(key));
    String type = KeyUtils.getKeyType(key);
    entries.add(new KnownHost(target(), 0, "", name, type, blob));
    Path directory = target().toAbsolutePath().getParent();
    if (directory != null && !Files.exists(directory)) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    try (FileChannel file =
        FileChannel.open(target(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      String line = (endsInLine() ? "" : "\n") + name + " " + type + " " + blob + "\n";
      file.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private boolean endsInLine() throws IOException {
    try (FileChannel file = FileChannel.open(target(), StandardOpenOption.READ)) {
      ByteBuffer last = ByteBuffer.allocate(1);
      return file.size() == 0 || file.read(last, file.size() - 1) < 1 || last.get(0) == '\n';
    }
  }
}
