package io.portside.diagnose;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds what keeps packets from a port, in the words of {@code iptables -S} and {@code nft list}.
 */
final class PacketRules {
  private static final String REFUSES = ".*\\b(DROP|REJECT|drop|reject)\\b.*";

  private PacketRules() {}

  /**
   * The rule that most likely keeps a TCP port shut: one that names it, else one for all that comes
   * in, else the policy.
   */
  static Optional<String> against(String rules, int port) {
    Pattern named =
        Pattern.compile(
            "(.*--dports? (\\S+,)?%1$d(,\\S+)? .*|.*\\btcp dport (%1$d|\\{.*\\b%1$d\\b.*}) .*)"
                .formatted(port));
    List<String> refusing =
        rules.lines().map(String::strip).filter(l -> l.matches(REFUSES)).toList();
    return Stream.of(
            named.asMatchPredicate(),
            Pattern.compile("-A INPUT -j .*").asMatchPredicate(),
            Pattern.compile("-P INPUT .*|type filter hook input .*policy drop.*")
                .asMatchPredicate())
        .flatMap(kind -> refusing.stream().filter(kind).limit(1))
        .findFirst();
  }
}
