package io.portside.diagnose;

import io.portside.facts.Facts;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.problem.Untrusted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is left where dockerd listens on the host and nothing gets through from outside. */
public final class Firewall {
  private Firewall() {}

  /** A look from outside that failed, with what to look at on this host. */
  public static Problem behind(Problem failure, Facts facts, int port) {
    if (failure.code() != ProblemCode.API_UNREACHABLE
        && failure.code() != ProblemCode.API_TIMEOUT) {
      return failure;
    }
    Optional<String> rule = PacketRules.against(facts.packetRules(), port);
    List<String> proofs = new ArrayList<>(facts.firewalls().stream().sorted().toList());
    proofs.replaceAll(name -> name + " is on");
    rule.ifPresent(line -> proofs.add("its rule: " + Untrusted.line(line, 200)));
    return new Problem(
        failure.code(),
        failure.where(),
        failure.what()
            + "; the host itself is served, so a firewall stands in between"
            + (proofs.isEmpty() ? "" : " (" + String.join("; ", proofs) + ")"),
        "on the host: "
            + String.join("; ", looks(facts, port))
            + "; elsewhere: the cloud's security group. If the port closes again by itself, look at"
            + " the crontabs: malware does that to keep others out");
  }

  private static List<String> looks(Facts facts, int port) {
    List<String> looks = new ArrayList<>();
    if (facts.firewalls().contains("ufw")) {
      looks.add("ufw status, then ufw allow from YOUR-NETWORK to any port " + port + " proto tcp");
    }
    if (facts.firewalls().contains("firewalld")) {
      looks.add("firewall-cmd --list-all, then firewall-cmd --add-port=" + port + "/tcp");
    }
    if (facts.tools().contains("nft")) {
      looks.add("nft list ruleset");
    }
    if (facts.tools().contains("iptables")) {
      looks.add("iptables -nvL INPUT");
    }
    return looks.isEmpty() ? List.of("look at its firewall") : looks;
  }
}
