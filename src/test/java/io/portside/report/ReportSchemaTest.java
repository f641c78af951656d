package io.portside.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.portside.outcome.HostReport;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code report.schema.json} and what is written. The schema lets later versions add fields, so
 * here, where version and schema are the same, all that it does not name is an error.
 */
class ReportSchemaTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Schema SCHEMA = schema();

  private final RunReport run =
      Reports.run(
          Reports.OUTCOMES.stream()
              .flatMap(outcome -> List.of(Reports.of(outcome), Reports.with(outcome)).stream())
              .toArray(HostReport[]::new));

  private static Schema schema() {
    try (InputStream in = JsonReport.class.getResourceAsStream("report.schema.json")) {
      JsonNode schema = JSON.readTree(in);
      close(schema);
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(schema);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void close(JsonNode schema) {
    if (schema instanceof ObjectNode object && object.path("type").asText().equals("object")) {
      object.put("additionalProperties", false);
    }
    schema.forEach(ReportSchemaTest::close);
  }

  @Test
  void everyOutcomeWithAllAndWithNothingConforms() throws IOException {
    assertThat(errors(JSON.readTree(JsonReport.text(run)))).isEmpty();
    assertThat(errors(JSON.readTree(JsonReport.text(Reports.run())))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/portside | 1",
        "/started | '2026-11-24 02:00:00'",
        "/finished | null",
        "/summary/rolled_back | -1",
        "/summary/lost | 1",
        "/hosts | {}",
        "/hosts/0/host | ''",
        "/hosts/0/outcome | unchanged",
        "/hosts/0/problems | null",
        "/hosts/3/engine/containers_running | two",
        "/hosts/3/changes/0/path | null",
        "/hosts/3/endpoints/0 | '10.0.0.1:2375'",
        "/hosts/3/downtime_ms | 1.5",
        "/hosts/3/steps/0/at_ms | -1",
        "/hosts/3/steps/0/ms | sixty",
        "/hosts/3/steps/0/name | connect",
        "/hosts/6/problems | []",
        "/hosts/6/problems/0/code | PORT_IN_USE",
        "/hosts/18/reason | 1",
      })
  void whatIsWrongInOnePlaceIsRefused(String place, String value) throws IOException {
    JsonNode report = JSON.readTree(JsonReport.text(run));
    int last = place.lastIndexOf('/');
    JsonNode parent = report.at(place.substring(0, last));
    JsonNode wrong =
        value.matches("\\{}|\\[]|null|-?[0-9.]+") ? JSON.readTree(value) : Json.text(value);
    if (parent instanceof ObjectNode object) {
      object.set(place.substring(last + 1), wrong);
    } else {
      ((ArrayNode) parent).set(0, wrong);
    }

    assertThat(errors(report)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    ", summary",
    "/summary, skipped",
    "/hosts/0, steps",
    "/hosts/3/changes/0, diff",
    "/hosts/6/problems/0, hint",
    "/hosts/18, reason"
  })
  void whatIsMissingIsNoticed(String parent, String field) throws IOException {
    JsonNode report = JSON.readTree(JsonReport.text(run));
    ((ObjectNode) report.at(parent == null ? "" : parent)).remove(field);

    assertThat(errors(report)).isNotEmpty();
  }

  private static List<Error> errors(JsonNode report) {
    return SCHEMA.validate(report);
  }
}
