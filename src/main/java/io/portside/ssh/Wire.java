package io.portside.ssh;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;

/** A stream of bytes to a host's sshd and back, where it is no TCP connection of our own. */
interface Wire extends AutoCloseable {
  /** What the host says; its end is the end of the wire. */
  InputStream in();

  OutputStream out();

  /** Makes the threads that read and write it, which block. */
  ThreadFactory threads();

  /** Why a login over it failed, where the wire is to blame and not the host. */
  Optional<LoginResult> blame(LoginTrail trail, Deadline deadline);

  /** Ends both directions; may be called often, and by any thread. */
  @Override
  void close();
}
