package io.portside.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.portside.outcome.HostReport;
import io.portside.outcome.Outcome;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class JUnitReportTest {
  private final RunReport run =
      Reports.run(Reports.OUTCOMES.stream().map(Reports::of).toArray(HostReport[]::new));

  @ParameterizedTest
  @CsvSource({
    "ok, ",
    "changed, ",
    "planned, failure",
    "refused, failure",
    "failed, failure",
    "rolled_back, failure",
    "rollback_failed, failure",
    "unreachable, error",
    "indeterminate, error",
    "skipped, skipped"
  })
  void aHostIsATestCase(String outcome, String element) throws Exception {
    Element testCase = testCase(parsed(run), outcome);

    assertThat(testCase.getAttribute("classname")).isEqualTo("portside.apply");
    for (String each : List.of("failure", "error", "skipped")) {
      assertThat(testCase.getElementsByTagName(each).getLength())
          .isEqualTo(each.equals(element) ? 1 : 0);
    }
  }

  @Test
  void countsAndTimesTheRun() throws Exception {
    Element root = parsed(run).getDocumentElement();
    Element suite = (Element) root.getElementsByTagName("testsuite").item(0);

    assertThat(root.getTagName()).isEqualTo("testsuites");
    for (Element each : List.of(root, suite)) {
      assertThat(each.getAttribute("tests")).isEqualTo("10");
      assertThat(each.getAttribute("failures")).isEqualTo("5");
      assertThat(each.getAttribute("errors")).isEqualTo("2");
      assertThat(each.getAttribute("time")).isEqualTo("4.250");
    }
    assertThat(suite.getAttribute("skipped")).isEqualTo("1");
    assertThat(suite.getAttribute("timestamp")).isEqualTo("2026-11-24T02:00:00");
    assertThat(suite.getAttribute("name")).isEqualTo("portside apply");
    assertThat(JUnitReport.text(run))
        .contains("<property name=\"portside\" value=\"1.0.0\"", "\"rolled_back\" value=\"1\"");
  }

  @Test
  void aFailureHasCauseAndMendInItsMessageOrItsText() throws Exception {
    Element failure = child(testCase(parsed(run), "refused"), "failure");

    assertThat(failure.getAttribute("type")).isEqualTo("bad-option");
    assertThat(failure.getAttribute("message"))
        .isEqualTo("refused: tcp://10.0.0.2:2375: nginx (pid 7) owns it — stop nginx");
    assertThat(failure.getTextContent())
        .isEqualTo(
            """
            bad-option: tcp://10.0.0.2:2375: nginx (pid 7) owns it
            mend: stop nginx

            connection-lost: the link broke
            mend: try again
            """);
  }

  @Test
  void driftIsAFailureWithItsDiff() throws Exception {
    HostReport planned = Reports.with(new Outcome.Planned(List.of()));
    Element failure = child(testCase(parsed(Reports.run(planned)), "web1"), "failure");

    assertThat(failure.getAttribute("type")).isEqualTo("drift");
    assertThat(failure.getAttribute("message")).isEqualTo("would change /etc/docker/daemon.json");
    assertThat(failure.getTextContent()).contains("\n-{}\n+{\"tls\": false}\n");
  }

  @Test
  void aSkippedHostSaysWhy() throws Exception {
    Element skipped = child(testCase(parsed(run), "skipped"), "skipped");

    assertThat(skipped.getAttribute("message"))
        .isEqualTo("the rollout stopped after batch 1: 1 of 1 hosts failed")
        .isEqualTo(skipped.getTextContent());
  }

  @Test
  void tellsWhatWasDone() throws Exception {
    Element testCase = testCase(parsed(Reports.run(Reports.FULL)), "web1");

    assertThat(testCase.getAttribute("time")).isEqualTo("0.181");
    assertThat(child(testCase, "system-out").getTextContent())
        .contains("endpoint: tcp://10.0.0.1:2375\n", "docker down: 1.350 s\n")
        .contains("containers kept: yes\n", "step: probe 120 ms\n", "\n-{}\n+{\"tls\": false}\n");
  }

  @Test
  void holdsWhateverAHostSays() throws Exception {
    StringBuilder bytes = new StringBuilder();
    IntStream.range(0, 0x100).forEach(c -> bytes.append((char) c));
    String evil =
        bytes + "\ud800 \uffff \udc00\ud800 ]]> <!-- &x; \ud83d\ude00" + "x".repeat(99_999);
    Problem problem = new Problem(ProblemCode.BAD_OPTION, evil, evil, evil);
    HostReport host =
        new HostReport(
            evil,
            evil,
            new Outcome.Failed(List.of(problem)),
            List.of(evil),
            Reports.FULL.engine(),
            List.of(new HostReport.FileDiff(evil, evil)),
            Reports.FULL.downtimeMs(),
            Reports.FULL.containersKept(),
            List.of(new HostReport.Step(evil, 1)));

    String text = JUnitReport.text(Reports.run(host, Reports.of(new Outcome.Skipped(evil))));

    Document parsed = parsed(text);
    assertThat(parsed.getElementsByTagName("testcase").getLength()).isEqualTo(2);
    assertThat(parsed.getElementsByTagName("failure").item(0).getTextContent())
        .contains("]]> <!-- &x;");
    assertThat(text).hasSizeLessThan(120_000);
  }

  private static Element testCase(Document document, String name) {
    NodeList cases = document.getElementsByTagName("testcase");
    return IntStream.range(0, cases.getLength())
        .mapToObj(i -> (Element) cases.item(i))
        .filter(each -> each.getAttribute("name").equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Element child(Element parent, String name) {
    return (Element) parent.getElementsByTagName(name).item(0);
  }

  private static Document parsed(RunReport run) throws Exception {
    return parsed(JUnitReport.text(run));
  }

  private static Document parsed(String text) throws Exception {
    return DocumentBuilderFactory.newDefaultInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(text)));
  }
}
