package io.portside.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.portside.desired.DesiredReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code inventories/portside.schema.json}, with which editors check and complete inventories. */
class SchemaTest {
  private static final Path EXAMPLES = Path.of("inventories");
  private static final JsonNode SCHEMA = schema();

  /** Known to the schema, but nothing that Portside reads of a host. */
  private static final Set<String> OTHERS =
      Set.of("ansible_python_interpreter", "ansible_group_priority");

  private static JsonNode schema() {
    try {
      return new ObjectMapper().readTree(EXAMPLES.resolve("portside.schema.json").toFile());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static List<Path> yamlExamples() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      return files.filter(file -> file.toString().endsWith(".yml")).sorted().toList();
    }
  }

  @Test
  void describesEveryVariableThereIsAndNoOther() {
    JsonNode properties = SCHEMA.at("/definitions/variables/properties");
    Set<String> expected = new LinkedHashSet<>(DesiredReader.VARIABLES.keySet());
    expected.addAll(ConnectionVariables.ALL);
    expected.addAll(OTHERS);

    assertThat(properties.fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(expected);
    assertThat(properties).allMatch(each -> each.path("description").asText().endsWith("."));
  }

  @Test
  void knowsPortsidesNamesAndDefaults() {
    JsonNode names = SCHEMA.at("/definitions/variables/propertyNames/then/enum");

    assertThat(names)
        .extracting(JsonNode::textValue)
        .containsExactlyElementsOf(DesiredReader.VARIABLES.keySet());
    DesiredReader.VARIABLES.forEach(
        (name, absent) -> {
          JsonNode value = SCHEMA.at("/definitions/variables/properties/" + name + "/default");
          assertThat(value.isTextual() ? value.textValue() : value.toString()).isEqualTo(absent);
        });
  }

  @ParameterizedTest
  @MethodSource("yamlExamples")
  void examplesConformAndNameTheSchema(Path example) throws IOException {
    String text = Files.readString(example);

    assertThat(text).startsWith("# yaml-language-server: $schema=portside.schema.json\n");
    assertThat(errors(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "portside_listen: ['tcp://[::1]:2375', 'tcp://10.0.0.0/8:2375', 'tcp://{{ nic }}:2375']",
        "portside_listen: '{{ addresses }}'",
        "portside_tls: off",
        "portside_daemon_options: {log-driver: local}",
        "ansible_port: '{{ port }}'",
        "ansible_port: '22'",
        "ansible_become: yes",
        "anything_else: {a: [1]}",
      })
  void takesWhatPortsideTakes(String variable) throws IOException {
    assertThat(errors("all:\n  hosts:\n    web1:\n  vars:\n    " + variable)).isEmpty();
    assertThat(errors("all: {children: {web: {hosts: {'w[01:20]': {" + variable + "}}}}}"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "portside_listn: ['tcp://0.0.0.0:2375']",
        "portside_listen: 'tcp://0.0.0.0:2375'",
        "portside_listen: []",
        "portside_listen: ['0.0.0.0:2375']",
        "portside_unix_socket: unix:///tmp/docker.sock",
        "portside_tls: mutual",
        "portside_allow_open: perhaps",
        "portside_keep_containers: always",
        "portside_daemon_options: {hosts: []}",
        "portside_daemon_options: {data-root: /srv}",
        "portside_dropin: ../override.conf",
        "ansible_port: 99999",
        "ansible_port: ssh",
        "ansible_become_method: sodu",
        "ansible_host: [a]",
      })
  void refusesWhatPortsideRefuses(String variable) throws IOException {
    assertThat(errors("all:\n  hosts:\n    web1:\n  vars:\n    " + variable)).isNotEmpty();
    assertThat(errors("all:\n  hosts:\n    web1:\n      " + variable)).isNotEmpty();
  }

  @Test
  void refusesWhatIsNoPartOfAGroup() throws IOException {
    assertThat(errors("web:\n  host:\n    web1:\n")).isNotEmpty();
    assertThat(errors("web:\n  hosts: [web1]\n")).isNotEmpty();
  }

  private static List<Error> errors(String yaml) throws IOException {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(SCHEMA);
    return schema.validate(
        TreeReader.read(new SourceFile("hosts.yml", yaml, false), new Problems())
            .orElseThrow()
            .json());
  }
}
