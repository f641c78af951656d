package io.portside.ssh;

import io.portside.problem.Problem;
import java.security.PublicKey;
import org.apache.sshd.client.session.ClientSession;

/** How one try to log in ended, by what can be done about it. */
sealed interface LoginResult {
  record LoggedIn(ClientSession session) implements LoginResult {}

  /** The host's key is not recorded: ask, then try again. */
  record KeyUnknown(PublicKey key, Problem problem) implements LoginResult {}

  /** The host said no: try keys that need a question first, or give up. Never the same again. */
  record Rejected(Problem problem) implements LoginResult {}

  /** The connection was dropped before login, as sshd does under load: try again soon. */
  record Dropped(Problem problem) implements LoginResult {}

  record Failed(Problem problem) implements LoginResult {}
}
