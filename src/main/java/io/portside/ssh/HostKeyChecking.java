package io.portside.ssh;

/** What to do about a host's key, in the words of {@code --host-key-checking}. */
public enum HostKeyChecking {
  /** An unknown key is asked about, or refused where nobody can be asked. */
  STRICT,
  /** An unknown key is recorded and trusted from then on; a changed one is refused. */
  ACCEPT_NEW,
  /** Any key will do, except one that is marked revoked. The session is open to interception. */
  OFF
}
