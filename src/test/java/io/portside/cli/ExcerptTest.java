package io.portside.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExcerptTest {
  @TempDir Path directory;

  private String at(String text, String place) throws IOException {
    Path file = Files.writeString(directory.resolve("hosts"), text);
    return new Excerpt(Map.of()).at(file + place).orElse("");
  }

  @Test
  void showsTheLineWithAMarkBelowTheColumn() throws IOException {
    assertThat(at("[web]\nweb1 ansible_port=x\n", ":2:6"))
        .isEqualTo("2 | web1 ansible_port=x\n         ^");
    assertThat(at("[web]\nweb1\n", ":2")).isEqualTo("2 | web1");
  }

  @Test
  void aLongLineIsCutAroundTheMark() throws IOException {
    String told = at("a".repeat(300) + "X" + "b".repeat(300) + "\n", ":1:301");

    assertThat(told.lines()).hasSize(2).allMatch(line -> line.length() < 110);
    String[] lines = told.split("\n", -1);
    assertThat(lines[0]).startsWith("1 | …aaa").endsWith("bbb…");
    assertThat(lines[0].charAt(lines[1].indexOf('^'))).isEqualTo('X');
  }

  @Test
  void whatATerminalWouldObeyIsNotShown() throws IOException {
    assertThat(at("a\u001b[31mred\u202e\tX\n", ":1:12")).isEqualTo("1 | ared X\n         ^");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '§',
      textBlock =
          """
          web1 ansible_password=hunter2 ansible_port=0 => web1 ansible_password=*** ansible_port=0
          web1 ansible_ssh_pass='hun ter2' x=0 => web1 ansible_ssh_pass=*** x=0
          ansible_become_password: hunter2 and hunter2 => ansible_become_password: ***
          {"api_token": "hunter2", "x": 0} => {"api_token": ***, "x": 0}
          db_secret = hunter2 => db_secret = ***
          web1 ansible_password="hunter2 => web1 ansible_password=***
          ansible_private_key_file: ~/k => ansible_private_key_file: ~/k
          """)
  void passwordsAreNotShown(String line, String shown) throws IOException {
    assertThat(at(line + "\n", ":1")).isEqualTo("1 | " + shown);
  }

  @Test
  void theMarkStaysBelowItsWordWhereAPasswordBeforeItIsHidden() throws IOException {
    String[] lines =
        at("web1 ansible_password=hunter2hunter2 ansible_port=0\n", ":1:38").split("\n", -1);

    assertThat(lines[0].substring(lines[1].indexOf('^'))).isEqualTo("ansible_port=0");
  }

  @Test
  void nothingOfAVaultedFileIsShownNorOfWhatIsNoFile() throws IOException {
    assertThat(at("$ANSIBLE_VAULT;1.1;AES256\n3664\n", ":2:1")).isEmpty();
    assertThat(at("one\n", ":2:1")).isEmpty();
    assertThat(new Excerpt(Map.of()).at(directory + ":1:1")).isEmpty();
    assertThat(new Excerpt(Map.of()).at("pattern 'x'")).isEmpty();
  }

  @Test
  void anOptionsTextIsShown() {
    assertThat(new Excerpt(Map.of("-e", "{a: ]")).at("-e:1:5")).contains("1 | {a: ]\n        ^");
  }
}
