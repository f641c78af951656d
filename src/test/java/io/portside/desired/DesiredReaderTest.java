package io.portside.desired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.portside.inventory.Host;
import io.portside.inventory.Value;
import io.portside.problem.InputException;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DesiredReaderTest {

  /** Names and JSON values in turn. */
  private static Desired read(String... vars) {
    Map<String, Value> all = new LinkedHashMap<>();
    try {
      for (int i = 0; i < vars.length; i += 2) {
        all.put(vars[i], new Value(new ObjectMapper().readTree(vars[i + 1]), "hosts.yml:" + i));
      }
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
    return DesiredReader.read(new Host("web1", List.of(), all));
  }

  private static List<Problem> problems(String... vars) {
    InputException e = catchThrowableOfType(InputException.class, () -> read(vars));
    assertThat(e).as(String.join(" ", vars)).isNotNull();
    assertThat(e.problems()).allMatch(p -> p.where().startsWith("hosts.yml:"));
    return e.problems();
  }

  @Test
  void theDefaultsAreSafe() {
    Desired desired = read();
    assertThat(desired.listen()).extracting(Listen::toString).containsExactly("tcp://0.0.0.0:2375");
    assertThat(desired.unixSocket()).isEqualTo(UnixSocket.AUTO);
    assertThat(desired.allowOpen()).isFalse();
    assertThat(desired.replaceTls()).isFalse();
    assertThat(desired.keepContainers()).isEqualTo(KeepContainers.AUTO);
    assertThat(desired.daemonOptions()).isEmpty();
    assertThat(desired.dropin()).isEqualTo("override.conf");
    assertThat(desired.withConsent().allowOpen()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          portside_listen          | ["tcp://eth1:2375", "tcp://[::1]:1"] | listen=[tcp://eth1:2375, tcp://[::1]:1]
          portside_listen          | "[\\"tcp://eth1:2375\\"]"              | listen=[tcp://eth1:2375]
          portside_unix_socket     | "fd://"                              | unixSocket=FD
          portside_unix_socket     | "unix:///var/run/docker.sock"        | unixSocket=UNIX
          portside_tls             | "off"                                | replaceTls=true
          portside_tls             | false                                | replaceTls=true
          portside_allow_open      | true                                 | allowOpen=true
          portside_allow_open      | "yes"                                | allowOpen=true
          portside_allow_open      | "False"                              | allowOpen=false
          portside_keep_containers | "require"                            | keepContainers=REQUIRE
          portside_keep_containers | "off"                                | keepContainers=OFF
          portside_keep_containers | false                                | keepContainers=OFF
          portside_daemon_options  | {"log-driver": "local"}              | daemonOptions={log-driver="local"}
          portside_daemon_options  | "{\\"debug\\": true}"                  | daemonOptions={debug=true}
          portside_dropin          | "zz-portside.conf"                   | dropin=zz-portside.conf
          """)
  void goodValuesAreTaken(String name, String value, String shown) {
    assertThat(read(name, value).toString()).contains(shown);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          portside_listen          | "tcp://0.0.0.0:2375"       | it takes a list
          portside_listen          | []                         | it takes a list
          portside_listen          | "[\\"tcp://a:1\\"] x"        | it takes a list
          portside_listen          | "[]"                       | it takes a list
          portside_listen          | ["tcp://0.0.0.0"]          | it takes a list
          portside_listen          | [2375]                     | it takes a list
          portside_unix_socket     | "tcp://x"                  | it takes auto, fd://, unix:///var/run/docker.sock
          portside_unix_socket     | "off"                      | it takes auto
          portside_tls             | "mutual"                   | it takes off
          portside_tls             | true                       | it takes off
          portside_allow_open      | "perhaps"                  | it takes true or false
          portside_allow_open      | ["true"]                   | it takes true or false
          portside_keep_containers | "always"                   | it takes auto, require, off
          portside_keep_containers | true                       | it takes auto, require, off
          portside_daemon_options  | ["debug"]                  | it takes a dictionary
          portside_daemon_options  | {"hosts": []}              | portside_listen and portside_unix_socket own it
          portside_daemon_options  | {"tlsverify": false}       | portside_tls owns it
          portside_daemon_options  | {"data-root": "/x"}        | the data root is never changed
          portside_daemon_options  | {"graph": "/x"}            | the data root is never changed
          portside_dropin          | "override"                 | it takes a file name
          portside_dropin          | "../x.conf"                | it takes a file name
          portside_dropin          | ".conf"                    | it takes a file name
          portside_dropin          | "a b.conf"                 | it takes a file name
          """)
  void badValuesAreNamedWithWhatGoes(String name, String value, String hint) {
    assertThat(problems(name, value))
        .singleElement()
        .satisfies(
            p -> {
              assertThat(p.code()).isEqualTo(ProblemCode.VARIABLE_INVALID);
              assertThat(p.what()).contains(name).contains("web1");
              assertThat(p.hint()).contains(hint);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "portside_lisen, did you mean 'portside_listen'?",
    "portside_keep_container, did you mean 'portside_keep_containers'?",
    "portside_xyz_completely_else, its variables are portside_listen"
  })
  void unknownNamesGetASuggestion(String name, String hint) {
    assertThat(problems(name, "1"))
        .singleElement()
        .satisfies(
            p -> {
              assertThat(p.code()).isEqualTo(ProblemCode.VARIABLE_UNKNOWN);
              assertThat(p.hint()).contains(hint);
            });
  }

  @Test
  void otherVariablesAreNobodysBusinessButTheTemplates() {
    assertThat(read("http_port", "80").vars()).containsOnlyKeys("http_port");
  }

  @Test
  void allProblemsComeTogether() {
    assertThat(
            problems(
                "portside_lisen",
                "1",
                "portside_listen",
                "[\"x\", \"y\"]",
                "portside_tls",
                "true",
                "portside_daemon_options",
                "{\"hosts\": 1, \"tls\": 1}"))
        .hasSize(6)
        .extracting(Problem::where)
        .contains("hosts.yml:0", "hosts.yml:2", "hosts.yml:4", "hosts.yml:6");
  }

  @Test
  void everyVariableIsTried() {
    assertThat(DesiredReader.VARIABLES.keySet())
        .isEqualTo(
            Set.of(
                "portside_listen",
                "portside_unix_socket",
                "portside_tls",
                "portside_allow_open",
                "portside_keep_containers",
                "portside_daemon_options",
                "portside_dropin"));
  }
}
