package io.portside.ssh;

import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.util.Optional;
import java.util.Set;
import org.apache.sshd.common.util.security.AbstractSecurityProviderRegistrar;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.common.util.security.eddsa.generic.EdDSASupport;

/**
 * Gives MINA the JDK's own Ed25519: by itself it only knows Bouncy Castle's and net.i2p's. Must be
 * registered before any other use of MINA, which looks once and remembers.
 */
final class Ed25519Registrar extends AbstractSecurityProviderRegistrar {
  private static final String PROVIDER = "SunEC";
  private static final Set<Class<?>> ENTITIES =
      Set.of(KeyFactory.class, KeyPairGenerator.class, Signature.class);

  private Ed25519Registrar() {
    super(PROVIDER);
  }

  /** May be called often. */
  static synchronized void register() {
    // On the class path it would cost half a second at start, and is not needed.
    SecurityUtils.setAPrioriDisabledProvider(SecurityUtils.BOUNCY_CASTLE, true);
    if (SecurityUtils.getRegisteredProviders().stream().noneMatch(PROVIDER::equals)) {
      SecurityUtils.registerSecurityProvider(new Ed25519Registrar());
    }
  }

  @Override
  public boolean isSupported() {
    return Security.getProvider(PROVIDER) != null;
  }

  @Override
  public Provider getSecurityProvider() {
    return Security.getProvider(PROVIDER);
  }

  @Override
  public boolean isSecurityEntitySupported(Class<?> entity, String name) {
    return ENTITIES.contains(entity)
        && (name.equalsIgnoreCase(SecurityUtils.EDDSA)
            || name.equalsIgnoreCase(SecurityUtils.ED25519));
  }

  @Override
  public Optional<EdDSASupport<?, ?>> getEdDSASupport() {
    return Optional.of(new Ed25519Support());
  }
}
