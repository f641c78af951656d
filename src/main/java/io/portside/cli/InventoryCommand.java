package io.portside.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.portside.inventory.Inventory;
import io.portside.inventory.InventoryGraph;
import io.portside.inventory.InventoryJson;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "inventory",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Shows the inventory as Portside understands it; no host is contacted.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  portside inventory -i hosts.yml --list          as ansible-inventory --list",
      "  portside inventory -i hosts.yml --host web1     the variables of one host",
      "  portside inventory -i hosts.yml --graph         groups and hosts as a tree"
    })
final class InventoryCommand implements Callable<Integer> {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Output output;

  @Mixin SourceOptions sources = new SourceOptions();

  @Option(names = "--list", description = "all groups, hosts and variables as JSON (the default)")
  boolean list;

  @Option(names = "--graph", description = "groups and hosts as a tree")
  boolean graph;

  @Option(names = "--host", paramLabel = "NAME", description = "the variables of one host as JSON")
  @Nullable String host;

  InventoryCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() throws JsonProcessingException {
    Inventory inventory = sources.inventory(Terminal.of(output.err()));
    if (graph) {
      String group = sources.pattern == null ? "all" : sources.pattern;
      output.out().print(InventoryGraph.of(inventory, group));
      return 0;
    }
    JsonNode json =
        host == null
            ? InventoryJson.list(inventory, inventory.match(sources.patterns()))
            : InventoryJson.host(inventory, host);
    output.out().println(JSON.writeValueAsString(json));
    return 0;
  }
}
