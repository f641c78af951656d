package io.portside.ssh;

/** What to do about a host's key, in the words of {@code --host-key-checking}. */
public enum HostKeyChecking {
  /** As {@code StrictHostKeyChecking} of the ssh configuration says, else as {@link #STRICT}. */
  CONFIGURED,
  /** An unknown key is refused and nobody is asked: {@code StrictHostKeyChecking yes}. */
  REFUSE_NEW,
  /** An unknown key is asked about, or refused where nobody can be asked. */
  STRICT,
  /** An unknown key is recorded and trusted from then on; a changed one is refused. */
  ACCEPT_NEW,
  /** Any key will do, except one that is marked revoked. The session is open to interception. */
  OFF;

  /**
   * This one, or what the configuration says instead.
   *
   * @param configured the value of {@code StrictHostKeyChecking} as written or as {@code ssh -G}
   *     writes it
   */
  HostKeyChecking over(String configured) {
    return this != CONFIGURED
        ? this
        : switch (configured) {
          case "yes", "true" -> REFUSE_NEW;
          case "accept-new" -> ACCEPT_NEW;
          case "no", "off", "false" -> OFF;
          default -> STRICT;
        };
  }
}
