package io.portside.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InventoryListTest {
  static List<InventoryCase> cases() throws IOException {
    return InventoryCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void listsWhatAnsibleLists(InventoryCase inventory) throws IOException {
    assertThat(InventoryCase.sorted(inventory.ours().toString()))
        .isEqualTo(InventoryCase.sorted(Files.readString(inventory.expectation())));
  }
}
