package io.portside.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.portside.inventory.Connections;
import io.portside.inventory.Destination;
import io.portside.inventory.Host;
import io.portside.inventory.Inventory;
import io.portside.inventory.InventoryGraph;
import io.portside.inventory.InventoryJson;
import io.portside.inventory.Needed;
import io.portside.problem.InputException;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.report.HostTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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
      "  portside inventory -i hosts.yml web             the hosts of group web, as a table",
      "  portside inventory -i hosts.yml --list          as ansible-inventory --list",
      "  portside inventory -i hosts.yml --host web1     the variables of one host",
      "  portside inventory -i hosts.yml --graph         groups and hosts as a tree"
    })
final class InventoryCommand implements Callable<Integer> {
  /** As Ansible: infinity and NaN, which JSON does not know, are bare words. */
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
          .build();

  private final Output output;

  @Mixin SourceOptions sources = new SourceOptions();

  @Option(
      names = "--list",
      description =
          "all groups, hosts and variables as JSON, with what is in files that Ansible Vault"
              + " encrypts as a whole")
  boolean list;

  @Option(
      names = "--graph",
      description = "groups and hosts as a tree; many hosts of a group as ranges")
  boolean graph;

  @Option(names = "--host", paramLabel = "NAME", description = "the variables of one host as JSON")
  @Nullable String host;

  InventoryCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() throws JsonProcessingException {
    Terminal terminal = Terminal.of(output.err());
    if (Stream.of(list, graph, host != null).filter(asked -> asked).count() > 1) {
      throw new InputException(
          Problem.of(
              ProblemCode.BAD_OPTION,
              "--list, --graph and --host do not go together",
              "give one of them"));
    }
    Inventory inventory = sources.inventory(terminal);
    if (host != null) {
      output.out().println(JSON.writeValueAsString(InventoryJson.host(inventory, host)));
    } else if (graph) {
      output.out().print(graph(inventory));
    } else if (list) {
      JsonNode json = InventoryJson.list(inventory, inventory.match(sources.patterns()));
      output.out().println(JSON.writeValueAsString(json));
    } else {
      output.out().print(table(inventory, terminal));
    }
    return 0;
  }

  /** As with Ansible a group is the root of the tree; any other pattern narrows the hosts. */
  private String graph(Inventory inventory) {
    Optional<String> root = Optional.ofNullable(sources.pattern).filter(inventory::hasGroup);
    List<String> patterns = new ArrayList<>(sources.patterns());
    root.ifPresent(patterns::remove);
    return InventoryGraph.of(inventory, root.orElse("all"), inventory.match(patterns));
  }

  private String table(Inventory inventory, Terminal terminal) {
    var gathered = new Gathered();
    List<Host> hosts = sources.hosts(inventory, Needed.ADDRESS, terminal, gathered);
    Optional<List<Destination>> read = gathered.of(() -> Connections.destinations(hosts));
    gathered.throwIfAny();
    List<Destination> destinations = Gathered.all(read);
    List<HostTable.Entry> entries = new ArrayList<>();
    for (int i = 0; i < hosts.size(); i++) {
      entries.add(new HostTable.Entry(hosts.get(i), destinations.get(i)));
    }
    return HostTable.text(entries);
  }
}
