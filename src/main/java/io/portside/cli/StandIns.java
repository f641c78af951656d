package io.portside.cli;

import io.portside.desired.Desired;
import io.portside.desired.Listen;
import io.portside.desired.UnixSocket;
import io.portside.facts.Facts;
import java.util.ArrayList;
import java.util.List;

/** What of a file rendered offline only the host could tell, and what stands for it. */
final class StandIns {
  private StandIns() {}

  /** A sentence for each, of the file at this path on the host. */
  static List<String> in(String path, Desired desired) {
    List<String> told = new ArrayList<>();
    if (path.equals(Facts.DAEMON_JSON)) {
      told.add("only the keys that Portside owns: all others in the host's file stay");
      if (desired.unixSocket() == UnixSocket.AUTO) {
        told.add(
            "fd:// stands in for the local socket: on a host without docker.socket it is"
                + " unix:///var/run/docker.sock");
      }
      for (Listen listen : desired.listen()) {
        switch (listen) {
          case Listen.Address(_, _) -> {}
          case Listen.Interface(var name, _) ->
              told.add(listen + " stands in for the host's address on " + name);
          case Listen.Network(_, _, _) ->
              told.add(listen + " stands in for the host's address in that network");
        }
      }
    } else if (path.startsWith(Facts.DROP_INS)) {
      told.add(
          "only where the host's own unit passes addresses; docker-ce's ExecStart stands in for"
              + " the host's");
    } else if (path.equals(Facts.DEFAULTS)) {
      told.add("only without systemd, where DOCKER_OPTS names addresses; its other words stay");
    }
    return told;
  }
}
