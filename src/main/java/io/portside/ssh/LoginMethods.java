package io.portside.ssh;

import io.portside.inventory.Secret;
import io.portside.ssh.Identities.Identity;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.client.auth.UserAuthFactory;
import org.apache.sshd.client.auth.keyboard.UserAuthKeyboardInteractive;
import org.apache.sshd.client.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.client.auth.keyboard.UserInteraction;
import org.apache.sshd.client.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.client.auth.pubkey.KeyPairIdentity;
import org.apache.sshd.client.auth.pubkey.PublicKeyIdentity;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKey;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.common.signature.SignatureFactoriesManager;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
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
      case Identity.InAgent(_, var publicKey, var held, var agent) ->
          new AgentIdentity(agent, publicKey, held);
    };
  }

  /** MINA would put the agent's keys before all others. */
  private static final class Keys extends UserAuthPublicKeyFactory {
    @Override
    public UserAuthPublicKey createUserAuth(ClientSession session) {
      List<NamedFactory<Signature>> wanted = Login.of(session).algorithms().logins();
      return new KeyLogin(
          wanted.isEmpty() ? session.getFactoryManager().getSignatureFactories() : wanted);
    }
  }

  /** Not with the session's signatures, which are those that the host may use. */
  private static final class KeyLogin extends UserAuthPublicKey {
    KeyLogin(List<NamedFactory<Signature>> signatures) {
      super(signatures);
    }

    @Override
    protected Iterator<PublicKeyIdentity> createPublicKeyIterator(
        ClientSession client, SignatureFactoriesManager manager) {
      return Login.of(client).methods().identities(client, manager);
    }

    /**
     * A key that is the only one is not asked about before it is used (RFC 4252, section 7, allows
     * both): that is a round trip less. One whose algorithm has to be found out, or whose signature
     * somebody may have to touch, is.
     */
    @Override
    protected boolean sendAuthDataRequest(ClientSession session, String service) throws Exception {
      List<Identity> all = Login.of(session).methods().keys();
      boolean only = all.size() == 1 && all.getFirst() instanceof Identity.InFile && keys.hasNext();
      String algorithm = only ? KeyUtils.getKeyType(all.getFirst().key()) : "";
      if (!NamedResource.getNameList(factories).contains(algorithm)
          || algorithm.equals(KeyPairProvider.SSH_RSA)) {
        return super.sendAuthDataRequest(session, service);
      }
      current = keys.next();
      KeyPair pair = current.getKeyIdentity();
      LoginTrail trail = Login.of(session).methods().trail();
      trail.signalAuthenticationAttempt(session, service, pair, algorithm);
      String user = session.getUsername();
      Buffer request = session.createBuffer(SshConstants.SSH_MSG_USERAUTH_REQUEST);
      request.putString(user);
      request.putString(service);
      request.putString(getName());
      request.putBoolean(true);
      request.putString(algorithm);
      request.putPublicKey(pair.getPublic());
      byte[] _ =
          appendSignature(
              session, service, getName(), user, algorithm, pair.getPublic(), null, request);
      session.writePacket(request);
      return true;
    }

    /** What is signed is that of RFC 4252, section 7, or of PROTOCOL, section 3.1 (host bound). */
    @Override
    protected byte[] appendSignature(
        ClientSession session,
        String service,
        String name,
        String username,
        String algorithm,
        PublicKey key,
        @Nullable PublicKey serverKey,
        Buffer buffer)
        throws Exception {
      if (!(current instanceof AgentIdentity identity)) {
        return super.appendSignature(
            session, service, name, username, algorithm, key, serverKey, buffer);
      }
      Buffer data = new ByteArrayBuffer();
      data.putBytes(session.getSessionId());
      data.putByte(SshConstants.SSH_MSG_USERAUTH_REQUEST);
      data.putString(username);
      data.putString(service);
      data.putString(name);
      data.putBoolean(true);
      data.putString(algorithm);
      data.putPublicKey(key);
      if (serverKey != null) {
        data.putPublicKey(serverKey);
      }
      byte[] signature = identity.signature(algorithm, data.getCompactData());
      buffer.putBytes(signature);
      return signature;
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
