package io.portside.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.portside.outcome.HostReport;
import io.portside.problem.InputException;
import io.portside.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportFileTest {
  @TempDir Path dir;

  private final RunReport run =
      Reports.run(Reports.OUTCOMES.stream().map(Reports::of).toArray(HostReport[]::new));

  @Test
  void replacesAnEarlierReportAndLeavesNothingElse() throws IOException {
    Path file = Files.writeString(dir.resolve("run.json"), "x".repeat(100_000));

    ReportFile.named(file).write(run);

    assertThat(file).hasContent(JsonReport.text(run));
    assertThat(dir.toFile().list()).containsExactly("run.json");
  }

  @Test
  void writesThroughALink() throws IOException {
    Path file = Files.writeString(dir.resolve("run-1.json"), "{}");
    Path link = Files.createSymbolicLink(dir.resolve("last.json"), file);

    ReportFile.named(link).write(run);

    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent(JsonReport.text(run));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"run.csv", "run", "json", "missing/run.json", "missing/run.xml", "dir.json"})
  void refusesBeforehandWhatItCouldNotWrite(String name) throws IOException {
    Files.createDirectory(dir.resolve("dir.json"));

    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> ReportFile.named(dir.resolve(name)))
        .satisfies(
            e -> assertThat(e.problems().getFirst().code()).isEqualTo(ProblemCode.BAD_OPTION))
        .withMessageContaining("--report");
  }

  @ParameterizedTest
  @CsvSource({"run.json, {", "run.xml, <?xml", "run.XML, <?xml", "run.md, ##"})
  void writesTheFormatOfTheName(String name, String begin) throws IOException {
    ReportFile.named(dir.resolve(name)).write(run);

    assertThat(Files.readString(dir.resolve(name))).startsWith(begin);
  }

  @Test
  void namesTheFormatsThereAre() {
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> ReportFile.named(dir.resolve("run.csv")))
        .withMessageContaining(".json, .html, .xml, .md");
  }

  @Test
  void resumesWithWhatIsUnfinished() throws IOException {
    Path file = dir.resolve("run.json");
    ReportFile.named(file).write(run);

    assertThat(EarlierReport.unfinished(file))
        .containsExactly(
            "refused",
            "failed",
            "rolled_back",
            "rollback_failed",
            "unreachable",
            "indeterminate",
            "skipped");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{\"hosts\":[]}",
        "{\"portside\":\"1\",\"hosts\":{}}",
        "{\"portside\":\"1\",\"hosts\":[{\"host\":\"a\",\"outcome\":\"new\"}]}",
        "{\"portside\":\"1\",\"hosts\":[{\"outcome\":\"ok\"}]}"
      })
  void refusesToResumeFromWhatIsNoReport(String content) throws IOException {
    Path file = Files.writeString(dir.resolve("run.json"), content);

    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> EarlierReport.unfinished(file))
        .withMessageContaining("--resume");
  }

  @Test
  void refusesToResumeFromAMissingFile() {
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> EarlierReport.unfinished(dir.resolve("none.json")))
        .withMessageContaining("--resume");
  }
}
