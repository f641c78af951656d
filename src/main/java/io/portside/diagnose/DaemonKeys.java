package io.portside.diagnose;

import io.portside.problem.Suggestion;
import java.util.List;
import java.util.Optional;

/**
 * The keys that dockerd 20.10 to 29 reads in daemon.json: moby, {@code daemon/config/config.go}.
 */
final class DaemonKeys {
  private static final List<String> ALL =
      List.of(
          """
          allow-direct-routing allow-nondistributable-artifacts api-cors-header
          authorization-plugins bip bip6 bridge bridge-accept-fwmark builder cgroup-parent
          containerd containerd-namespace containerd-plugin-namespace cluster-advertise
          cluster-store cluster-store-opts cpu-rt-period cpu-rt-runtime cri-containerd data-root
          debug default-address-pools default-cgroupns-mode default-gateway default-gateway-v6
          default-ipc-mode default-network-opts default-runtime default-shm-size default-ulimits
          dns dns-opts dns-search exec-opts exec-root experimental features firewall-backend
          fixed-cidr fixed-cidr-v6 group host-gateway-ip host-gateway-ips hosts icc init init-path
          insecure-registries ip ip-forward ip-forward-no-drop ip-masq ip6tables iptables ipv6
          labels live-restore log-driver log-format log-level log-opts max-concurrent-downloads
          max-concurrent-uploads max-download-attempts metrics-addr mtu network-control-plane-mtu
          no-new-privileges node-generic-resources oom-score-adjust pidfile proxies raw-logs
          registry-mirrors runtimes seccomp-profile selinux-enabled shutdown-timeout
          storage-driver storage-opts swarm-default-advertise-addr tls tlscacert tlscert tlskey
          tlsverify userland-proxy userland-proxy-path userns-remap
          """
              .strip()
              .split("\\s+"));

  private DaemonKeys() {}

  /** The key that was most likely meant, where one is near enough. */
  static Optional<String> near(String key) {
    return Suggestion.near(key, ALL);
  }
}
