package io.portside.plan;

import io.portside.desired.Desired;
import io.portside.desired.Listen;
import io.portside.desired.UnixSocket;
import io.portside.facts.Facts;
import io.portside.template.Templates;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the templates give for a host that has not been asked, with a stand-in for what it knows.
 */
public final class OfflineFiles {
  /** docker-ce's own; each host's is taken from its unit. */
  private static final String STAND_IN =
      "/usr/bin/dockerd --containerd=/run/containerd/containerd.sock";

  private OfflineFiles() {}

  /**
   * The rendered parts by path.
   *
   * @throws io.portside.problem.InputException a template cannot be rendered for the host
   */
  public static Map<String, String> of(Templates templates, Desired desired) {
    List<String> hosts = new ArrayList<>();
    hosts.add(
        switch (desired.unixSocket()) {
          case AUTO, FD -> UnixSocket.FD.text();
          case UNIX -> UnixSocket.UNIX.text();
        });
    desired.listen().stream().map(Listen::toString).forEach(hosts::add);
    Map<String, String> files = new LinkedHashMap<>();
    files.put(Facts.DAEMON_JSON, DaemonJsonChange.render(templates, desired, hosts));
    files.put(Facts.DROP_INS + desired.dropin(), DropInChange.render(templates, desired, STAND_IN));
    files.put(Facts.DEFAULTS, DefaultsChange.render(templates, desired, ""));
    return files;
  }
}
