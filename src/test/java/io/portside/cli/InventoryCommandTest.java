package io.portside.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InventoryCommandTest {
  @TempDir Path directory;

  private String hosts;

  @BeforeEach
  void write() throws IOException {
    hosts =
        Files.writeString(
                directory.resolve("hosts"),
                """
                [web]
                web[01:30].example.org

                [db]
                db1 ansible_host=10.0.0.1 ansible_port=2222
                db2 ansible_host=10.0.0.2
                db3 ansible_host=10.0.0.3
                db4 ansible_host=10.0.0.4

                [spare]

                [prod:children]
                web
                db

                [prod:vars]
                ansible_user=ops
                """)
            .toString();
  }

  private Portside inventory(int code, String... arguments) {
    Portside portside =
        Portside.run(
            Stream.concat(Stream.of("inventory", "-i", hosts), Stream.of(arguments))
                .toArray(String[]::new));
    assertThat(portside.code()).as(portside.toString()).isEqualTo(code);
    return portside;
  }

  @Test
  void withoutAFlagItIsATableWithHostsThatDifferByANumberOnOneLine() {
    assertThat(inventory(0).out())
        .isEqualTo(
            """
            HOST                     ADDRESS        PORT      USER      GROUPS
            web[01:30].example.org   -              -         ops       prod,web
            db1                      10.0.0.1       2222      ops       db,prod
            db[2:4]                  10.0.0.[2:4]   -         ops       db,prod
            """);
    assertThat(inventory(0, "web:!web0*", "-l", "web2?.*").out())
        .isEqualTo(
            """
            HOST                     ADDRESS   PORT      USER      GROUPS
            web[20:29].example.org   -         -         ops       prod,web
            """);
  }

  @Test
  void graphFoldsManyHostsOfAGroup() {
    assertThat(inventory(0, "--graph").out())
        .isEqualTo(
            """
            @all:
              |--@ungrouped:
              |--@spare:
              |--@prod:
              |  |--@web:
              |  |  |--web[01:30].example.org
              |  |--@db:
              |  |  |--db1
              |  |  |--db2
              |  |  |--db3
              |  |  |--db4
            """);
    assertThat(inventory(0, "spare", "--graph").out()).isEqualTo("@spare:\n");
  }

  @Test
  void graphIsNarrowedByPatternAndLimit() {
    String narrowed =
        """
        @all:
          |--@prod:
          |  |--@db:
          |  |  |--db2
        """;

    assertThat(inventory(0, "--graph", "-l", "db2").out()).isEqualTo(narrowed);
    assertThat(inventory(0, "--graph", "db*:!db1:!db3:!db4").out()).isEqualTo(narrowed);
    assertThat(inventory(0, "db", "--graph", "-l", "db2,web01*").out())
        .isEqualTo("@db:\n  |--db2\n");
  }

  @Test
  void listIsNotFolded() {
    assertThat(inventory(0, "--list").out())
        .contains("\"web17.example.org\"")
        .doesNotContain("[01:30]");
  }

  @Test
  void hostShowsItsVariables() {
    assertThat(inventory(0, "--host", "db1").out())
        .isEqualTo(
            """
            {
              "ansible_host" : "10.0.0.1",
              "ansible_port" : 2222,
              "ansible_user" : "ops"
            }
            """);
  }

  @Test
  void aHostThatIsNotThereIsAProblemWithASuggestion() {
    Portside portside = inventory(65, "--host", "db11");

    assertThat(portside.out()).isEmpty();
    assertThat(portside.err()).contains("db11", "did you mean 'db1'?");
  }

  @Test
  void oneFormAtATime() {
    assertThat(inventory(64, "--list", "--graph").err()).contains("--list, --graph and --host");
  }
}
