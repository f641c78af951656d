package io.portside.ssh.config;

import io.portside.problem.Problem;
import java.util.List;
import java.util.Map;

/** What came of a {@link Question}. */
public sealed interface Resolution {
  /**
   * As {@code ssh -G} prints them; what is left at ssh's default may be missing.
   *
   * @param values lower-case keyword to its values in order
   */
  record Known(Map<String, List<String>> values) implements Resolution {}

  /** A rule matters for this host that only the installed client can judge. */
  record Unsure(String rule) implements Resolution {}

  /** The configuration is wrong, as far as this reader knows. */
  record Invalid(Problem problem) implements Resolution {}

  /** The configuration is beyond all bounds, and nobody else should read it either. */
  record TooMuch(Problem problem) implements Resolution {}
}
