package io.portside.report;

import io.portside.outcome.HostReport;
import io.portside.outcome.Outcome;
import io.portside.problem.Problem;
import io.portside.problem.Untrusted;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * JUnit's XML as Jenkins' {@code junit-10.xsd} has it: a test case a host. GitLab shows an
 * element's text only and Jenkins its {@code message} first, so the cause stands in both. A host
 * that would be changed is a failure of type {@code drift}: that is what a nightly check looks for.
 */
final class JUnitReport {
  private static final int LINE = 500;
  private static final int TEXT = 32 * 1024;

  private final XMLStreamWriter xml;
  private final RunReport run;

  private JUnitReport(XMLStreamWriter xml, RunReport run) {
    this.xml = xml;
    this.run = run;
  }

  /** The whole document. Characters that XML cannot hold are gone. */
  static String text(RunReport run) {
    StringWriter text = new StringWriter();
    try {
      new JUnitReport(XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text), run)
          .write();
    } catch (XMLStreamException e) {
      throw new AssertionError("a StringWriter does not fail", e);
    }
    return text.toString();
  }

  private enum Result {
    PASSED,
    FAILURE,
    ERROR,
    SKIPPED;

    static Result of(Outcome outcome) {
      return switch (outcome) {
        case Outcome.Unchanged(), Outcome.Changed(_) -> PASSED;
        case Outcome.Planned(_),
            Outcome.Refused(_),
            Outcome.Failed(_),
            Outcome.RolledBack(_),
            Outcome.RollbackFailed(_, _) ->
            FAILURE;
        case Outcome.Unreachable(_), Outcome.Indeterminate(_) -> ERROR;
        case Outcome.Skipped(_) -> SKIPPED;
      };
    }
  }

  private void write() throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    open("\n", "testsuites");
    attribute("name", "portside");
    counts();
    open("\n  ", "testsuite");
    attribute("name", "portside " + run.command());
    counts();
    attribute("skipped", count(Result.SKIPPED));
    // Without a zone, as Ant has it: UTC.
    attribute("timestamp", Json.utc(run.started()).substring(0, 19));
    properties();
    for (HostReport host : run.hosts()) {
      testCase(host);
    }
    close("\n  ");
    close("\n");
    xml.writeCharacters("\n");
    xml.writeEndDocument();
  }

  private void counts() throws XMLStreamException {
    attribute("tests", String.valueOf(run.hosts().size()));
    attribute("failures", count(Result.FAILURE));
    attribute("errors", count(Result.ERROR));
    attribute("time", seconds(Duration.between(run.started(), run.finished()).toMillis()));
  }

  private String count(Result result) {
    return String.valueOf(
        run.hosts().stream().filter(host -> Result.of(host.outcome()) == result).count());
  }

  private void properties() throws XMLStreamException {
    open("\n    ", "properties");
    property("portside", run.version());
    property("command", run.command());
    property("started", Json.utc(run.started()));
    property("finished", Json.utc(run.finished()));
    for (Map.Entry<String, Integer> count : Summary.of(run.hosts()).entrySet()) {
      property(count.getKey(), count.getValue().toString());
    }
    close("\n    ");
  }

  private void property(String name, String value) throws XMLStreamException {
    xml.writeCharacters("\n      ");
    xml.writeEmptyElement("property");
    attribute("name", name);
    attribute("value", value);
  }

  private void testCase(HostReport host) throws XMLStreamException {
    open("\n    ", "testcase");
    attribute("name", host.host());
    attribute("classname", "portside." + run.command());
    attribute("time", seconds(host.tookMs()));
    switch (Result.of(host.outcome())) {
      case PASSED -> {}
      case FAILURE -> failure(host);
      case ERROR -> problems("error", host.outcome());
      case SKIPPED -> skipped(host.outcome());
    }
    open("\n      ", "system-out");
    close(facts(host));
    close("\n    ");
  }

  private void failure(HostReport host) throws XMLStreamException {
    if (host.outcome() instanceof Outcome.Planned) {
      List<HostReport.FileDiff> changes = host.changes();
      String paths =
          changes.stream().map(HostReport.FileDiff::path).collect(Collectors.joining(", "));
      open("\n      ", "failure");
      attribute("type", "drift");
      attribute("message", "would change " + (paths.isEmpty() ? "no file" : paths));
      close(changes.stream().map(HostReport.FileDiff::diff).collect(Collectors.joining("\n")));
    } else {
      problems("failure", host.outcome());
    }
  }

  private void problems(String element, Outcome outcome) throws XMLStreamException {
    List<Problem> problems = outcome.problems();
    Problem first = problems.getFirst();
    String text =
        problems.stream()
            .map(
                problem ->
                    "%s: %s%s\nmend: %s\n"
                        .formatted(
                            problem.code().id(),
                            problem.where().isEmpty() ? "" : problem.where() + ": ",
                            problem.what(),
                            problem.hint()))
            .collect(Collectors.joining("\n"));
    open("\n      ", element);
    attribute("type", first.code().id());
    attribute("message", outcome.word() + ": " + first);
    close(text);
  }

  private void skipped(Outcome outcome) throws XMLStreamException {
    if (outcome instanceof Outcome.Skipped(var reason)) {
      open("\n      ", "skipped");
      attribute("message", reason);
      close(reason);
    }
  }

  /** What the report knows besides, for whoever opens the case. */
  private static String facts(HostReport host) {
    List<String> lines = new ArrayList<>();
    lines.add("outcome: " + host.outcome().word());
    lines.add("address: " + host.address());
    host.endpoints().forEach(endpoint -> lines.add("endpoint: " + endpoint));
    host.engine()
        .ifPresent(
            engine ->
                lines.add(
                    "docker %s, containers running: %d"
                        .formatted(engine.version(), engine.containersRunning())));
    host.downtimeMs().ifPresent(ms -> lines.add("docker down: " + seconds(ms) + " s"));
    host.containersKept().ifPresent(kept -> lines.add("containers kept: " + (kept ? "yes" : "no")));
    host.steps().forEach(step -> lines.add("step: " + step.name() + " " + step.ms() + " ms"));
    if (!host.outcome().isFailure()) {
      host.outcome().problems().forEach(note -> lines.add("note: " + note));
    }
    if (!(host.outcome() instanceof Outcome.Planned)) {
      host.changes().forEach(change -> lines.add(change.diff()));
    }
    return String.join("\n", lines);
  }

  private void open(String before, String name) throws XMLStreamException {
    xml.writeCharacters(before);
    xml.writeStartElement(name);
  }

  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, Untrusted.line(value, LINE));
  }

  private void close(String text) throws XMLStreamException {
    xml.writeCharacters(Untrusted.text(text, TEXT));
    xml.writeEndElement();
  }

  private static String seconds(long ms) {
    return String.format(Locale.ROOT, "%d.%03d", ms / 1000, ms % 1000);
  }
}
