package io.portside.ssh;

/** How the bytes get to a host's sshd. Equal ways are the same way: their sessions are shared. */
sealed interface Way {
  record Direct() implements Way {}

  /**
   * Through a session with another host, {@code ProxyJump}.
   *
   * @param name what the configuration calls it
   */
  record Jump(String name, Route host) implements Way {}

  /**
   * Over the standard input and output of a process, {@code ProxyCommand}.
   *
   * @param command for the user's shell, all tokens expanded
   * @param pattern as configured, the same for all hosts that are reached like this
   */
  record Proxy(String command, String pattern) implements Way {
    /** The program's name: what else is on its command line may be nobody's business. */
    String program() {
      return pattern.strip().split("\\s+", 2)[0];
    }
  }
}
