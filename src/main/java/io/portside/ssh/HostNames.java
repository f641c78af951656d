package io.portside.ssh;

import io.portside.inventory.Connection;
import io.portside.inventory.Destination;
import io.portside.inventory.SshOverrides;
import java.util.Optional;

/** Where hosts are: an inventory may name them as only the ssh configuration knows them. */
public final class HostNames {
  private final SshConfig config;

  /** By what the settings make of the configuration; contacts nobody. */
  public HostNames(SshSettings settings) {
    this(new SshConfig(settings));
  }

  HostNames(SshConfig config) {
    this.config = config;
  }

  /** The {@code HostName} of a host, else its address; where the configuration is wrong, too. */
  public String of(Destination host) {
    return of(host.address(), host.port(), host.user(), SshOverrides.NONE);
  }

  String of(Connection host) {
    return host.local() ? host.address() : of(host.address(), host.port(), host.user(), host.ssh());
  }

  private String of(
      String address, Optional<Integer> port, Optional<String> user, SshOverrides overrides) {
    try {
      return config.about(address, port, user, overrides).first("hostname").orElse(address);
    } catch (SshException e) {
      return address; // which logging in will tell
    }
  }
}
