package io.portside.plan;

import io.portside.desired.Endpoint;
import io.portside.facts.Container;
import io.portside.facts.Facts;
import io.portside.facts.Journal;
import io.portside.problem.Problem;
import java.util.List;
import java.util.Optional;

/** What is to be done on a host. */
public sealed interface Plan {

  /**
   * The host conforms.
   *
   * @param endpoints what dockerd listens on
   */
  record NoOp(List<Endpoint> endpoints) implements Plan {}

  /**
   * Nothing may be done.
   *
   * @param problems at least one, each with its mend
   * @param byHand what is left to whoever may change the files
   */
  record Refuse(List<Problem> problems, List<FileChange> byHand) implements Plan {
    Refuse(List<Problem> problems) {
      this(problems, List.of());
    }
  }

  /**
   * A transaction of ours was cut off: its end comes first, and another look at the host.
   *
   * @param unfinished what its journal tells
   */
  record Recover(Journal unfinished) implements Plan {}

  /**
   * A transaction.
   *
   * @param files in the order in which they are placed; every prefix of it boots
   * @param reload systemd must read its units again
   * @param restart docker must stop and start; else only {@code reload}
   * @param renewSocket docker.socket must begin anew: dockerd has put a socket of its own in the
   *     place of systemd's, and will listen on systemd's again
   * @param keep what becomes of containers through the restart
   * @param liveRestore the passing forms of daemon.json that {@code keep} needs; empty where
   *     live-restore is on anyway
   * @param active docker runs now
   * @param dockerd path of the program, for validation
   * @param dockerdArgs its future flags, for validation
   * @param endpoints what dockerd shall listen on; empty: only its local socket
   * @param removeDirs folders to remove where they are empty
   * @param forgetOriginal this leads back to the original, which is the last there is to say of it
   * @param running containers at stake
   * @param notes what is worth knowing before
   */
  record Apply(
      Facts.Init init,
      List<FileChange> files,
      boolean reload,
      boolean restart,
      boolean renewSocket,
      Keep keep,
      Optional<LiveRestore> liveRestore,
      boolean active,
      String dockerd,
      List<String> dockerdArgs,
      List<Endpoint> endpoints,
      List<String> removeDirs,
      boolean forgetOriginal,
      List<Container> running,
      List<Problem> notes)
      implements Plan {}
}
