package io.portside.diagnose;

import io.portside.desired.Endpoint;
import io.portside.desired.Listen;
import io.portside.facts.Facts;
import io.portside.facts.Listener;
import io.portside.plan.DaemonJson;
import io.portside.problem.ProblemCode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Causes in the addresses that dockerd was told, and in who has them. */
final class AddressRules {
  private AddressRules() {}

  static Optional<Finding> socketActivation(Seen seen) {
    return DockerdLog.sinceWell(seen.facts().log())
                .contains("no sockets found via socket activation")
            && !seen.facts().active()
        ? Optional.of(
            new Finding(
                ProblemCode.FD_WITHOUT_SOCKET,
                "dockerd was told fd://, a socket that docker.socket should hand it, but there is"
                    + " none",
                "docker.socket is "
                    + (seen.facts().socket().loaded()
                        ? seen.facts().socket().activeState()
                        : seen.facts().socket().loadState())
                    + "; told: "
                    + String.join(", ", seen.told()),
                "systemctl enable --now docker.socket, or unix:///var/run/docker.sock in its"
                    + " place"))
        : Optional.empty();
  }

  static Optional<Finding> localSocketMissing(Seen seen) {
    boolean tcpOnly =
        !seen.told().isEmpty() && seen.told().stream().allMatch(h -> h.startsWith("tcp:"));
    return tcpOnly
        ? Optional.of(
            new Finding(
                ProblemCode.LOCAL_SOCKET_MISSING,
                "dockerd was told TCP addresses only, so docker does not work on the host itself",
                "told: " + String.join(", ", seen.told()),
                "unix:///var/run/docker.sock in hosts too, then systemctl restart docker"))
        : Optional.empty();
  }

  static Optional<Finding> addressMissing(Seen seen) {
    List<String> lacking =
        seen.toldOfTcp().stream()
            .filter(e -> e.scope() == Endpoint.Scope.OTHER)
            .filter(e -> !seen.facts().addresses().isEmpty())
            .filter(
                e ->
                    seen.facts().addresses().stream()
                        .noneMatch(a -> e.isAt(a.address().getHostAddress())))
            .map(Endpoint::url)
            .toList();
    return lacking.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Finding(
                ProblemCode.ADDRESS_MISSING,
                "dockerd was told to listen on an address that the host does not have, so it cannot"
                    + " start",
                seen.placeOf(lacking.getFirst())
                    + " has "
                    + String.join(", ", lacking)
                    + "; the host has "
                    + seen.facts().addresses().stream()
                        .map(a -> a.address().getHostAddress())
                        .collect(Collectors.joining(", ")),
                "an address of the host, or 0.0.0.0"));
  }

  static Optional<Finding> portInUse(Seen seen) {
    return seen.facts().listeners().stream()
        .filter(l -> seen.ports().contains(l.port()) && !l.dockerd())
        .findFirst()
        .map(
            l ->
                new Finding(
                    ProblemCode.PORT_IN_USE,
                    "another process holds port " + l.port() + ", so dockerd cannot have it",
                    (l.program().isEmpty() ? "an unnamed process" : l.program())
                        + (l.pid().isPresent() ? ", pid " + l.pid().getAsInt() : ""),
                    "stop that process, or choose another port"));
  }

  static Optional<Finding> tls(Seen seen) {
    return seen.served().stream()
        .findFirst()
        .flatMap(
            listener ->
                seen.tls()
                    .map(
                        proof ->
                            new Finding(
                                ProblemCode.TLS_IN_USE,
                                "dockerd serves TLS on port "
                                    + listener.port()
                                    + ", so plain clients are turned away",
                                proof,
                                "use TLS in the client; if plain TCP is meant: -e"
                                    + " portside_tls=off")));
  }

  static Optional<Finding> loopbackOnly(Seen seen) {
    List<Listener> served = seen.served();
    boolean wantsMore =
        seen.wanted().stream()
            .anyMatch(l -> !(l instanceof Listen.Address(var a, _) && a.isLoopbackAddress()));
    boolean loopback = served.stream().allMatch(l -> l.address().matches("127\\..*|::1"));
    return served.isEmpty() || !wantsMore || !loopback
        ? Optional.empty()
        : Optional.of(
            new Finding(
                ProblemCode.LOOPBACK_ONLY,
                "dockerd listens on the loopback address only, which no other machine can reach",
                "dockerd listens on "
                    + served.stream()
                        .map(l -> l.address() + ":" + l.port())
                        .collect(Collectors.joining(", ")),
                "an address that others reach, or an SSH tunnel to this one"));
  }

  static Optional<Finding> otherPort(Seen seen) {
    List<String> others =
        seen.toldOfTcp().stream()
            .filter(e -> !seen.ports().contains(e.port()))
            .map(Endpoint::url)
            .toList();
    return others.isEmpty() || others.size() < seen.toldOfTcp().size()
        ? Optional.empty()
        : Optional.of(
            new Finding(
                ProblemCode.OTHER_PORT,
                "dockerd was told another port than the one asked for",
                seen.placeOf(others.getFirst()) + " has " + String.join(", ", others),
                "the port that clients use, or -e portside_listen='[\""
                    + others.getFirst()
                    + "\"]'"));
  }

  static Optional<Finding> neverTold(Seen seen) {
    boolean explained =
        UnitRules.defaultsIgnored(seen).isPresent()
            || DaemonJsonRules.hostsAreNoList(seen).isPresent()
            || DaemonJsonRules.singularHost(seen).isPresent()
            || DaemonJson.flaw(seen.facts().text(Facts.DAEMON_JSON).orElse("")).isPresent();
    return explained || !seen.toldOfTcp().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Finding(
                ProblemCode.NO_TCP_ENDPOINT,
                "dockerd was never told to listen on TCP: it serves its local socket only",
                seen.json().isPresent()
                    ? "daemon.json has no tcp:// in hosts"
                    : "there is no daemon.json",
                "hosts in daemon.json"));
  }
}
