package io.portside.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InventoryGraphTest {
  @Test
  void drawsWhatAnsibleDraws() {
    Inventory inventory =
        Inventory.load(List.of("src/test/resources/inventories/ini-children/hosts"), Map.of());

    assertThat(InventoryGraph.of(inventory, "all", inventory.match(List.of())))
        .isEqualTo(
            """
            @all:
              |--@ungrouped:
              |  |--free
              |--@top:
              |  |--@late:
              |  |  |--l1
              |  |--@middle:
              |  |  |--@bottom:
              |  |  |  |--b1
              |  |  |  |--z1
              |  |--@zeta:
              |  |  |--z1
            """);
  }

  @Test
  void groupsWithoutAnyOfTheHostsAreLeftOut() {
    Inventory inventory =
        Inventory.load(List.of("src/test/resources/inventories/ini-children/hosts"), Map.of());

    assertThat(InventoryGraph.of(inventory, "all", List.of("b1")))
        .isEqualTo(
            """
            @all:
              |--@top:
              |  |--@middle:
              |  |  |--@bottom:
              |  |  |  |--b1
            """);
  }
}
