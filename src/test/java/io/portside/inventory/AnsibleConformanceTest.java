package io.portside.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The committed expectations are what the Ansible installed here says; {@code -Dexpected=write}
 * writes them anew. Skipped where no Ansible, or another, is installed.
 */
class AnsibleConformanceTest {
  private static final boolean WRITE = "write".equals(System.getProperty("expected"));

  @Test
  void listsAreThoseOfAnsible() throws Exception {
    List<InventoryCase> cases = InventoryCase.all();
    List<AnsibleOracle.Command> commands = new ArrayList<>();
    for (InventoryCase inventory : cases) {
      commands.add(inventory.command());
    }

    List<AnsibleOracle.Answer> answers = AnsibleOracle.installed().ask(commands);

    assertThat(answers).hasSameSizeAs(cases);
    List<String> different = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      InventoryCase inventory = cases.get(i);
      AnsibleOracle.Answer answer = answers.get(i);
      assertThat(answer.status()).as("%s: %s", inventory, answer.stderr()).isZero();
      assertThat(answer.warnings()).as("%s", inventory).doesNotContain("Unable to parse");
      if (WRITE) {
        Files.writeString(inventory.expectation(), answer.stdout());
      }
      String expected = Files.readString(inventory.expectation());
      if (!InventoryCase.sorted(answer.stdout()).equals(InventoryCase.sorted(expected))) {
        different.add(inventory + " is\n" + answer.stdout());
      }
    }
    assertThat(different).isEmpty();
  }

  @Test
  void selectionsAreThoseOfAnsible() throws Exception {
    List<SelectionCase> cases = SelectionCase.all();

    List<AnsibleOracle.Answer> answers =
        AnsibleOracle.installed().ask(cases.stream().map(SelectionCase::command).toList());

    assertThat(answers).hasSameSizeAs(cases);
    List<String> told = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      told.add(cases.get(i).answered(answers.get(i)));
    }
    if (WRITE) {
      Files.write(SelectionCase.TABLE, told);
    }
    assertThat(told).isEqualTo(Files.readAllLines(SelectionCase.TABLE));
  }
}
