package io.portside.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import io.portside.desired.Listen;
import io.portside.problem.ProblemCode;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The cases are data: see {@link DiagnosisCase}. */
class DiagnosisTest {

  static List<DiagnosisCase> cases() {
    return DiagnosisCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void findsTheCausesInTheirOrder(DiagnosisCase each) {
    List<Finding> findings = findings(each);
    assertThat(findings)
        .extracting(finding -> finding.code().id())
        .containsExactlyElementsOf(
            each.expected().stream().map(DiagnosisCase.Expected::code).toList());
    for (int i = 0; i < findings.size(); i++) {
      assertThat(findings.get(i).proof()).contains(each.expected().get(i).proof());
      assertThat(findings.get(i).what()).isNotBlank();
      assertThat(findings.get(i).mend()).isNotBlank().contains(each.expected().get(i).mend());
    }
  }

  /** A cause without a case is one that nobody has seen found. */
  @Test
  void everyCauseOfTheDocumentHasACase() {
    Set<ProblemCode> found =
        cases().stream()
            .flatMap(each -> findings(each).stream())
            .map(Finding::code)
            .collect(Collectors.toSet());
    Set<ProblemCode> causes =
        EnumSet.range(ProblemCode.DAEMON_JSON_KEY_UNKNOWN, ProblemCode.NO_TCP_ENDPOINT);
    assertThat(found).containsAll(causes).hasSizeGreaterThan(25);
  }

  private static List<Finding> findings(DiagnosisCase each) {
    return Diagnosis.of(
        each.probe().facts(), List.of(Listen.parse("tcp://0.0.0.0:2375").orElseThrow()));
  }
}
