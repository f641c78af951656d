package io.portside.ssh;

import java.time.Duration;
import java.util.Optional;

/** A session with one host. Not for use by several threads at once. */
public interface Session extends AutoCloseable {

  /**
   * Runs a script as the become user in one {@code exec} and waits for its end; in the C locale,
   * and never with the exit statuses that {@link RemoteScript} keeps for itself. On a time-out the
   * script and what it waits for are sent TERM, by an {@code exec} more, and the channel is closed.
   * Where sudo, doas or su want a terminal the script has one for stdin and stdout.
   *
   * @param limit how long it may take
   * @throws SshException the script did not run or its end is not known; {@link
   *     SshException#started()} tells which
   */
  Output run(RemoteScript script, Duration limit) throws SshException;

  /**
   * Sends bytes to a unix socket of the host, as the login user and not the become user, and reads
   * what comes back until the other side hangs up.
   *
   * @param max bytes of the answer; of a longer one comes one byte more
   * @return empty where the host does not let the login user through, or the session is local
   * @throws SshException there was no end in time, or the link was lost
   */
  Optional<byte[]> ask(String socket, byte[] request, int max, Duration limit) throws SshException;

  /**
   * How many commands this session has started so far: one per {@link #run}, one more for each that
   * had to be ended, and one for finding out that the host's sudo wants a terminal.
   */
  int execs();

  /** The address this session reached, as given, for clients of the same host. */
  String address();

  @Override
  void close();
}
