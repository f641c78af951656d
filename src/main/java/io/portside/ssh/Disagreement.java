package io.portside.ssh;

import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.problem.Untrusted;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.sshd.common.kex.KexProposalOption;

/**
 * Algorithms of which the two sides have none in common (RFC 4253, section 7.1).
 *
 * @param what the algorithms are for
 * @param keyword of sshd_config(5) and ssh_config(5)
 * @param ours what Portside offers
 * @param theirs what the host offers, cleaned
 */
record Disagreement(String what, String keyword, String ours, String theirs) {
  private static final int SHOWN = 400;

  /** MACs last: the usual ciphers need none. */
  private static final List<KexProposalOption> ORDER =
      List.of(
          KexProposalOption.ALGORITHMS,
          KexProposalOption.SERVERKEYS,
          KexProposalOption.C2SENC,
          KexProposalOption.S2CENC,
          KexProposalOption.C2SCOMP,
          KexProposalOption.S2CCOMP,
          KexProposalOption.C2SMAC,
          KexProposalOption.S2CMAC);

  /** The first disagreement of two proposals. */
  static Optional<Disagreement> of(
      Map<KexProposalOption, String> ours, Map<KexProposalOption, String> theirs) {
    return ORDER.stream()
        .filter(option -> names(ours, option).stream().noneMatch(names(theirs, option)::contains))
        .findFirst()
        .map(option -> about(option, shown(ours, option), shown(theirs, option)));
  }

  private static Disagreement about(KexProposalOption option, String ours, String theirs) {
    return switch (option) {
      case ALGORITHMS -> new Disagreement("key exchange", "KexAlgorithms", ours, theirs);
      case SERVERKEYS -> new Disagreement("host key", "HostKeyAlgorithms", ours, theirs);
      case C2SENC, S2CENC -> new Disagreement("cipher", "Ciphers", ours, theirs);
      case C2SMAC, S2CMAC -> new Disagreement("MAC", "MACs", ours, theirs);
      case C2SCOMP, S2CCOMP, C2SLANG, S2CLANG ->
          new Disagreement("compression", "Compression", ours, theirs);
    };
  }

  Problem problem() {
    return Problem.of(
        ProblemCode.NO_COMMON_ALGORITHM,
        "no "
            + what
            + " algorithm in common: the host offers "
            + (theirs.isEmpty() ? "none" : theirs)
            + "; Portside offers "
            + (ours.isEmpty() ? "none" : ours),
        "allow one of Portside's with "
            + keyword
            + " in the host's sshd_config, or update its sshd");
  }

  private static List<String> names(Map<KexProposalOption, String> side, KexProposalOption option) {
    return Arrays.stream(side.getOrDefault(option, "").split(",", -1))
        .filter(name -> !name.isEmpty())
        // These two tell what a side can do; they are nothing to agree on.
        .filter(name -> !name.startsWith("ext-info-") && !name.startsWith("kex-strict-"))
        .toList();
  }

  private static String shown(Map<KexProposalOption, String> side, KexProposalOption option) {
    return Untrusted.line(
        names(side, option).stream().limit(SHOWN).collect(Collectors.joining(", ")), SHOWN);
  }
}
