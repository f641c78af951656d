package io.portside.ssh;

import io.portside.inventory.Secret;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.problem.Untrusted;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import javax.security.auth.login.FailedLoginException;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.u2f.SecurityKeyPublicKey;
import org.apache.sshd.common.util.io.resource.PathResource;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.jspecify.annotations.Nullable;

/** Private key files: each is read once and each passphrase asked once in a run. */
final class KeyFiles {

  /** What became of a file. */
  sealed interface Key {
    record Usable(Path file, KeyPair pair) implements Key {}

    /**
     * Encrypted, passphrase not known.
     *
     * @param publicKey where the file, or the one beside it, tells it in the clear
     */
    record Locked(Path file, Optional<PublicKey> publicKey) implements Key {}

    /**
     * The private part is elsewhere: in an agent, or on a security key that an agent can ask.
     *
     * @param file may be that of the public key
     */
    record Elsewhere(Path file, PublicKey publicKey) implements Key {}

    record Broken(Path file, Problem problem) implements Key {}
  }

  private static final class Slot {
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Key key;
  }

  private final Asker asker;
  private final Map<Path, Slot> slots = new ConcurrentHashMap<>();

  KeyFiles(Asker asker) {
    this.asker = asker;
  }

  /** Reads a key and asks nothing. */
  Key read(Path file) {
    Slot slot = slots.computeIfAbsent(file.toAbsolutePath(), _ -> new Slot());
    slot.lock.lock();
    try {
      Key key = slot.key == null ? parse(file, Optional.empty()) : slot.key;
      slot.key = key;
      return key;
    } finally {
      slot.lock.unlock();
    }
  }

  /** Asks for the passphrase where there is one; stays locked where nobody answers. */
  Key unlock(Path file) {
    Slot slot = slots.computeIfAbsent(file.toAbsolutePath(), _ -> new Slot());
    slot.lock.lock();
    try {
      Key key = read(file);
      if (key instanceof Key.Locked) {
        key =
            asker
                .secret("Passphrase of the SSH key " + file + ": ")
                .filter(passphrase -> !passphrase.reveal().isEmpty())
                .map(passphrase -> parse(file, Optional.of(passphrase)))
                .orElse(key);
        slot.key = key;
      }
      return key;
    } finally {
      slot.lock.unlock();
    }
  }

  /** What to say of a key that no agent has. */
  static Problem elsewhere(Path file) {
    return unusable(
        file,
        "the private part of the SSH key is neither here nor in the agent",
        "load it into the agent with ssh-add");
  }

  /** What to say of a key that stayed locked. */
  static Problem locked(Path file) {
    return unusable(
        file,
        "the SSH key is encrypted and nobody can be asked for its passphrase",
        "load it into an agent with ssh-add, or run at a terminal");
  }

  private static Key parse(Path file, Optional<Secret> passphrase) {
    Optional<PublicKey> publicKey = PublicKeyFile.read(file).or(() -> PublicKeyFile.of(file));
    boolean isPrivate = Files.exists(file) && PublicKeyFile.read(file).isEmpty();
    if (publicKey.isPresent()
        && (!isPrivate || publicKey.get() instanceof SecurityKeyPublicKey<?>)) {
      return new Key.Elsewhere(file, publicKey.get());
    }
    if (isPrivate && FileOwner.sharesWithOthers(file)) {
      return new Key.Broken(file, shared(file));
    }
    FilePasswordProvider provider = (_, _, _) -> passphrase.map(Secret::reveal).orElse("");
    try (InputStream in = Files.newInputStream(file)) {
      Iterable<KeyPair> pairs =
          SecurityUtils.loadKeyPairIdentities(null, new PathResource(file), in, provider);
      if (pairs == null || !pairs.iterator().hasNext()) {
        return new Key.Broken(file, notUnderstood(file, "no private key that is understood"));
      }
      return new Key.Usable(file, pairs.iterator().next());
    } catch (NoSuchFileException e) {
      return new Key.Broken(
          file,
          unusable(file, "there is no such SSH key file", "correct --private-key or the variable"));
    } catch (FailedLoginException e) {
      return new Key.Locked(file, publicKey);
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      // MINA shows a wrong passphrase as a corrupt stream, a bad padding or a wrong length.
      return new Key.Broken(
          file,
          passphrase.isPresent()
              ? unusable(
                  file,
                  "the passphrase does not open the SSH key",
                  "run again and type the one of this file; `ssh-keygen -y -f` tries it")
              : notUnderstood(file, Objects.toString(e.getMessage(), e.toString())));
    }
  }

  /** As ssh does, which calls it an unprotected private key file. */
  private static Problem shared(Path file) {
    return unusable(
        file,
        "the SSH key is not used, as its mode "
            + FileOwner.mode(file)
            + " lets others than its owner get at it",
        "`chmod 600` it; where others may have read it, make a new one");
  }

  private static Problem notUnderstood(Path file, String reason) {
    return unusable(
        file,
        "the SSH key cannot be read: " + Untrusted.line(reason, 200),
        "see that the login user may read it; `ssh-keygen -p -f` writes it in OpenSSH's format");
  }

  private static Problem unusable(Path file, String what, String hint) {
    return new Problem(ProblemCode.KEY_UNUSABLE, file.toString(), what, hint);
  }
}
