package io.portside.ssh;

import io.portside.inventory.Secret;
import io.portside.ssh.Identities.Identity;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.client.auth.UserAuthFactory;
import org.apache.sshd.client.auth.keyboard.UserAuthKeyboardInteractive;
import org.apache.sshd.client.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.client.auth.keyboard.UserInteraction;
import org.apache.sshd.client.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.client.auth.pubkey.KeyAgentIdentity;
import org.apache.sshd.client.auth.pubkey.KeyPairIdentity;
import org.apache.sshd.client.auth.pubkey.PublicKeyIdentity;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKey;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.signature.SignatureFactoriesManager;
import org.jspecify.annotations.Nullable;

/** The ways to log in to one host: its keys in our order, then its password, once. */
record LoginMethods(List<Identity> keys, Optional<Secret> password, LoginTrail trail) {

  /**
   * For the client as a whole: MINA reads a session's methods before anyone can set them, so each
   * looks up the login it works for.
   */
  static List<UserAuthFactory> factories() {
    return List.of(new Keys(), UserAuthPasswordFactory.INSTANCE, new KeyboardInteractive());
  }

  void applyTo(ClientSession session) {
    session.setUserInteraction(new PasswordOnce(password, trail));
    session.setPublicKeyAuthenticationReporter(trail);
  }

  private Iterator<PublicKeyIdentity> identities(
      ClientSession session, SignatureFactoriesManager manager) {
    return keys.stream().map(key -> identity(session, manager, key)).iterator();
  }

  private static PublicKeyIdentity identity(
      ClientSession session, SignatureFactoriesManager manager, Identity key) {
    return switch (key) {
      case Identity.InFile(_, var pair) -> new KeyPairIdentity(manager, session, pair);
      case Identity.InAgent(var label, var publicKey, var agent) ->
          new KeyAgentIdentity(agent, publicKey, label);
    };
  }

  /** MINA would put the agent's keys before all others. */
  private static final class Keys extends UserAuthPublicKeyFactory {
    @Override
    public UserAuthPublicKey createUserAuth(ClientSession session) {
      return new UserAuthPublicKey(Login.of(session).algorithms().logins()) {
        @Override
        protected Iterator<PublicKeyIdentity> createPublicKeyIterator(
            ClientSession client, SignatureFactoriesManager manager) {
          return Login.of(client).methods().identities(client, manager);
        }
      };
    }
  }

  /** MINA would start a dialogue that it cannot go through with. */
  private static final class KeyboardInteractive extends UserAuthKeyboardInteractiveFactory {
    @Override
    public UserAuthKeyboardInteractive createUserAuth(ClientSession session) {
      return new UserAuthKeyboardInteractive() {
        @Override
        protected boolean sendAuthDataRequest(ClientSession client, String service)
            throws Exception {
          LoginMethods methods = Login.of(client).methods();
          return methods.password().isPresent()
              && !methods.trail().passwordSent()
              && super.sendAuthDataRequest(client, service);
        }
      };
    }
  }

  private record PasswordOnce(Optional<Secret> password, LoginTrail trail)
      implements UserInteraction {

    @Override
    public @Nullable String resolveAuthPasswordAttempt(ClientSession session) {
      return password.isPresent() && trail.sendPassword("the password")
          ? password.get().reveal()
          : null;
    }

    /** Keyboard-interactive as PAM uses it: one question, not echoed. */
    @Override
    public String @Nullable [] interactive(
        ClientSession session,
        String name,
        String instruction,
        String language,
        String[] prompts,
        boolean[] echo) {
      return password.isPresent()
              && prompts.length == 1
              && !echo[0]
              && trail.sendPassword("the password by keyboard-interactive")
          ? new String[] {password.get().reveal()}
          : null;
    }

    @Override
    public String getUpdatedPassword(ClientSession session, String prompt, String language) {
      return "";
    }
  }
}
