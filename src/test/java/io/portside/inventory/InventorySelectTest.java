package io.portside.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.groups.Tuple.tuple;

import io.portside.problem.InputException;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expectations are what {@code ansible -i hosts PATTERN --list-hosts} prints. */
class InventorySelectTest {
  @TempDir Path directory;
  private Inventory inventory;

  @BeforeEach
  void load() throws IOException {
    Path hosts =
        Files.writeString(
            directory.resolve("hosts"),
            """
            lonely
            [web]
            web1
            web2
            web10
            [db]
            db1.example.org
            db2.example.org
            2001:db8::1
            [canary]
            web2
            db1.example.org
            [empty]
            [prod:children]
            db
            web
            """);
    inventory = Inventory.load(List.of(hosts.toString()), Map.of());
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      textBlock =
          """
          all => lonely web2 db1.example.org db2.example.org 2001:db8::1 web1 web10
          * => lonely web2 db1.example.org db2.example.org 2001:db8::1 web1 web10
          ungrouped => lonely
          web => web1 web2 web10
          prod => db1.example.org db2.example.org 2001:db8::1 web1 web2 web10
          web1 => web1
          web1,web => web1 web2 web10
          web10,web1 => web10 web1
          web:db => web1 web2 web10 db1.example.org db2.example.org 2001:db8::1
          web:&canary => web2
          &canary => web2 db1.example.org
          &canary:!db => web2
          !web => lonely db1.example.org db2.example.org 2001:db8::1
          all:!web2:!db* => lonely web1 web10
          web? => web1 web2
          *.example.org => db1.example.org db2.example.org
          web[0] => web1
          web[-1] => web10
          web[0:1] => web1 web2
          web[1:] => web2 web10
          web[1:99] => web2 web10
          web[0-1] => web1 web2
          w*[1] => web2
          ~web\\d$ => web1 web2
          ~(web|lone) => web1 web2 web10 lonely
          db[12].* => db1.example.org db2.example.org
          db[!1].* => db2.example.org
          2001:db8::1 => 2001:db8::1
          2001:db8::1,web1 => 2001:db8::1 web1
          ' web1 , web2 ' => web1 web2
          """)
  void selects(String pattern, String expected) {
    assertThat(String.join(" ", inventory.match(List.of(pattern)))).isEqualTo(expected);
  }

  /** Ansible takes this one apart at its colons. */
  @Test
  void anExcludedIpv6AddressIsOnePattern() {
    assertThat(inventory.match(List.of("!2001:db8::1"))).hasSize(6).doesNotContain("2001:db8::1");
  }

  @Test
  void everyFurtherPatternNarrows() {
    assertThat(inventory.match(List.of("prod", "canary,lonely", "!db"))).containsExactly("web2");
  }

  @Test
  void readsPatternsFromAFile() throws IOException {
    Path limit = Files.writeString(directory.resolve("limit"), "web1\n\n# note\nlonely\n!web1\n");

    assertThat(inventory.match(List.of("all", "@" + limit))).containsExactly("lonely");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      textBlock =
          """
          wbe => did you mean 'web'?
          web:!canry => did you mean 'canary'?
          web[3] => see the hosts
          db:&wbe => did you mean 'web'?
          ~( => see the hosts
          web:!web => see the hosts
          empty => see the hosts
          localhost => add localhost to the inventory
          @gone => check the path
          """)
  void aPatternThatMatchesNothingIsAProblem(String pattern, String hint) {
    assertThat(problems(pattern))
        .singleElement()
        .extracting(Problem::hint)
        .asString()
        .contains(hint);
  }

  @Test
  void allPatternsThatMatchNothingAreTold() {
    assertThat(problems("nope,web,niet"))
        .extracting(Problem::where, Problem::code)
        .containsExactly(
            tuple("pattern 'nope'", ProblemCode.PATTERN_MATCHES_NOTHING),
            tuple("pattern 'niet'", ProblemCode.PATTERN_MATCHES_NOTHING));
  }

  private List<Problem> problems(String pattern) {
    return catchThrowableOfType(InputException.class, () -> inventory.match(List.of(pattern)))
        .problems();
  }
}
