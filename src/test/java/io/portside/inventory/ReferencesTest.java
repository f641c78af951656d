package io.portside.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.portside.problem.InputException;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferencesTest {
  private static final String VARS =
      """
      all:
        hosts:
          web1.example.org:
        vars:
          name: docker
          port: 2375
          flag: true
          nothing: ~
          blank: ""
          indirect: "{{ name }}-{{ port }}"
          net: {eth: [10.0.0.1, 10.0.0.2], "odd key": odd}
          complex: "{{ lookup('env', 'HOME') | upper }}"
          loop: "{{ portside_value }}"
          safe: !unsafe "{{ name }}"
          secret: !vault |
            $ANSIBLE_VAULT;1.1;AES256
            00
      """;

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      textBlock =
          """
          plain => "plain"
          {{ name }} => "docker"
          {{name}} => "docker"
          {{ port }} => 2375
          tcp://h:{{ port }} => "tcp://h:2375"
          {{ flag }} => true
          is {{ flag }} => "is True"
          x{{ nothing }} => "x"
          {{ indirect }} => "docker-2375"
          {{ net.eth.1 }} => "10.0.0.2"
          {{ net.eth[0] }} => "10.0.0.1"
          {{ net['eth'] }} => ["10.0.0.1","10.0.0.2"]
          {{ net["odd key"] }} => "odd"
          {{ gone | default('x') }} => "x"
          {{ gone | default(5) }} => 5
          {{ gone.deep|d("y") }} => "y"
          {{ net.gone | default(false) }} => false
          {{ name | default('x') }} => "docker"
          {{ blank | default('x') }} => ""
          {{ blank | default('x', true) }} => "x"
          {{ inventory_hostname }} => "web1.example.org"
          {{ inventory_hostname_short }} => "web1"
          {{ group_names }} => ["ungrouped"]
          {{ groups.all[0] }} => "web1.example.org"
          ["{{ name }}"] => ["docker"]
          {{ safe }} => "{{ name }}"
          """)
  void resolves(String written, String expected) throws IOException {
    assertThat(resolve(written).node()).hasToString(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      textBlock =
          """
          {{ nme }} => VARIABLE_INVALID => 'portside_value' refers to 'nme', which this host does not have
          {{ net.gone }} => VARIABLE_INVALID => 'portside_value' refers to 'net.gone'
          {{ loop }} => VARIABLE_INVALID => 'portside_value' refers to itself: portside_value → loop → portside_value
          {{ name | upper }} => INVENTORY_UNSUPPORTED => 'portside_value' uses more of Jinja than a plain reference
          {{ name ~ port }} => INVENTORY_UNSUPPORTED => 'portside_value' uses more of Jinja
          {{ gone | default(x) }} => INVENTORY_UNSUPPORTED => 'portside_value' uses more of Jinja
          {% if flag %}a{% endif %} => INVENTORY_UNSUPPORTED => 'portside_value' uses more of Jinja
          {{ name => INVENTORY_UNSUPPORTED => 'portside_value' uses more of Jinja
          {{ complex }} => INVENTORY_UNSUPPORTED => 'complex' uses more of Jinja
          {{ secret }} => INVENTORY_SYNTAX => 'secret' is no valid Ansible Vault text
          a {{ net }} => INVENTORY_UNSUPPORTED => 'portside_value' puts a list or dictionary inside text
          """)
  void tellsHostVariableAndFile(String written, ProblemCode code, String what) {
    Problem problem =
        catchThrowableOfType(InputException.class, () -> resolve(written)).problems().getFirst();

    assertThat(problem.code()).isEqualTo(code);
    assertThat(problem.what())
        .startsWith("the variable " + what)
        .endsWith("(host web1.example.org)");
    assertThat(problem.where()).containsPattern("(all.yml|hosts.yml):\\d+:\\d+$");
  }

  @Test
  void variablesThatPortsideDoesNotReadBreakNothing() throws IOException {
    Path hosts = Files.writeString(directory.resolve("hosts.yml"), VARS);

    Host host = Inventory.load(List.of(hosts.toString()), Map.of()).select(List.of()).getFirst();

    assertThat(host.vars()).containsKeys("complex", "secret", "loop");
  }

  @Test
  void hostsThatAreNotSelectedBreakNothing() throws IOException {
    Path hosts =
        Files.writeString(directory.resolve("hosts"), "bad ansible_port='{{ x | y }}'\ngood\n");
    Inventory inventory = Inventory.load(List.of(hosts.toString()), Map.of());

    assertThat(inventory.select(List.of("good"))).hasSize(1);
    assertThatExceptionOfType(InputException.class)
        .isThrownBy(() -> inventory.select(List.of("all")));
  }

  private Value resolve(String written) throws IOException {
    Path hosts = Files.writeString(directory.resolve("hosts.yml"), VARS);
    Files.createDirectories(directory.resolve("group_vars"));
    Files.writeString(
        directory.resolve("group_vars/all.yml"),
        "portside_value: '" + written.replace("'", "''") + "'\n");
    if (written.startsWith("[")) {
      Files.writeString(
          directory.resolve("group_vars/all.yml"), "portside_value: " + written + "\n");
    }
    Host host = Inventory.load(List.of(hosts.toString()), Map.of()).select(List.of()).getFirst();
    return Objects.requireNonNull(host.vars().get("portside_value"));
  }
}
