package io.portside.ssh;

import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What to say where the host took nothing that there was to log in with. */
final class Rejection {
  private static final int SHOWN = 10;

  private Rejection() {}

  /**
   * Names what was tried, why each did not do, and what the host would take.
   *
   * @param password there was one to try
   */
  static Problem of(Route route, LoginTrail trail, boolean password) {
    List<String> tried = trail.tried();
    if (tried.isEmpty() && !password && route.agent().filter(Rejection::silent).isPresent()) {
      return Problem.of(
          ProblemCode.AGENT_ABSENT,
          "there is no SSH agent at "
              + route.agent().get()
              + ", and no other key or password to log in with as "
              + route.user(),
          "start an agent and load a key with ssh-add, correct SSH_AUTH_SOCK or IdentityAgent, or"
              + " give a key with --private-key");
    }
    return Problem.of(
        ProblemCode.LOGIN_REJECTED,
        "the host rejected the login as "
            + route.user()
            + ": "
            + tried(tried)
            + untried(trail, password)
            + (trail.accepted().isEmpty()
                ? ""
                : "; it accepts " + String.join(", ", trail.accepted()))
            + trail.goodbye().map(said -> "; it said: " + said).orElse(""),
        "correct ansible_user, give the right key with --private-key or the agent, or a"
            + " password with -k");
  }

  private static String tried(List<String> tried) {
    if (tried.isEmpty()) {
      return "there was no key, agent or password to try";
    }
    String more = tried.size() > SHOWN ? "; and " + (tried.size() - SHOWN) + " more" : "";
    return "tried " + String.join("; ", tried.stream().limit(SHOWN).toList()) + more;
  }

  private static String untried(LoginTrail trail, boolean password) {
    return password && !trail.passwordSent() ? "; the password was not asked for" : "";
  }

  private static boolean silent(Path socket) {
    try {
      var _ = new Agent(socket).getIdentities();
      return false;
    } catch (IOException e) {
      return true;
    }
  }
}
