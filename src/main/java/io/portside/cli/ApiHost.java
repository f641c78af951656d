package io.portside.cli;

import io.portside.desired.ClientAddress;
import io.portside.desired.Desired;
import io.portside.desired.DesiredReader;
import io.portside.inventory.Connections;
import io.portside.inventory.Destination;
import io.portside.inventory.Host;
import io.portside.inventory.Needed;
import io.portside.ssh.HostNames;
import io.portside.ssh.SshSettings;
import io.portside.verify.EngineApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A host by what the inventory and the ssh configuration tell of its API.
 *
 * @param name the inventory's
 */
record ApiHost(String name, ClientAddress address, Destination login) {

  /** The hosts of a command, as far as they can be read; problems are kept. */
  static List<ApiHost> all(SourceOptions sources, Gathered gathered, Terminal terminal) {
    List<Host> hosts =
        gathered
            .of(() -> sources.inventory(terminal))
            .flatMap(
                read -> gathered.of(() -> sources.hosts(read, Needed.ADDRESS, terminal, gathered)))
            .orElse(List.of());
    Optional<List<Desired>> desired = gathered.of(() -> DesiredReader.read(hosts));
    Optional<List<Destination>> logins = gathered.of(() -> Connections.destinations(hosts));
    HostNames names = new HostNames(SshSettings.usual(System.getenv()));
    List<ApiHost> all = new ArrayList<>();
    for (int i = 0; i < hosts.size() && desired.isPresent() && logins.isPresent(); i++) {
      Destination login = logins.get().get(i);
      all.add(
          new ApiHost(
              hosts.get(i).name(), ClientAddress.of(desired.get().get(i), names.of(login)), login));
    }
    return List.copyOf(all);
  }

  EngineApi api(EngineApi.Limits limits) {
    return EngineApi.tcp(address.host(), address.port(), limits);
  }

  /** What the docker client needs to get there. */
  String dockerHost() {
    return address.dockerHost(login);
  }
}
