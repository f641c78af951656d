package io.portside.ssh;

import io.portside.problem.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** One running command; what it says goes to a {@link Transcript}. */
interface Command extends AutoCloseable {

  /** Starts commands on one host. */
  interface Launcher {
    /**
     * Starts a command.
     *
     * @param line for the login shell
     * @param terminal with a terminal of its own, which does not echo; then all that the command
     *     says comes as stdout
     * @param deadline for the start
     * @throws IOException it was not started
     * @throws SshException it was not started, and why is known
     */
    Command launch(String line, boolean terminal, Transcript transcript, Deadline deadline)
        throws IOException, SshException;

    /** Whether a command can have a terminal. */
    boolean hasTerminals();

    /** As {@link Session#ask}. */
    Optional<byte[]> ask(String socket, byte[] request, int max, Deadline deadline)
        throws IOException, SshException;
  }

  /** The command's stdin; closing it is its end of file. */
  OutputStream stdin();

  /** False where the way to the host is lost, so that no more can be known of the command. */
  boolean linked();

  /** Why the way to the host was lost, where the host said it or did wrong. */
  Optional<Problem> breach();

  /** Lets go of the command, whether it ended or not. */
  @Override
  void close();
}
