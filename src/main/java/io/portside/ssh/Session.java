package io.portside.ssh;

import java.time.Duration;

/** A session with one host. Not for use by several threads at once. */
public interface Session extends AutoCloseable {

  /**
   * Runs a script as the become user in one {@code exec} and waits for its end. On a time-out the
   * remote command is sent TERM and the channel is closed.
   *
   * @param limit how long it may take
   * @throws SshException the script did not run or its end is not known; {@link
   *     SshException#started()} tells which
   */
  Output run(RemoteScript script, Duration limit) throws SshException;

  /** How many commands this session has started so far: one per {@link #run}. */
  int execs();

  /** The address this session reached, as given, for clients of the same host. */
  String address();

  @Override
  void close();
}
