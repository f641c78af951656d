package io.portside.cli;

import io.portside.desired.Desired;
import io.portside.inventory.ExtraVars;
import io.portside.inventory.Host;
import io.portside.inventory.Inventory;
import io.portside.inventory.Misspelt;
import io.portside.inventory.Needed;
import io.portside.inventory.Value;
import io.portside.inventory.Vault;
import io.portside.plan.OfflineFiles;
import io.portside.problem.HostProblems;
import io.portside.problem.InputException;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.template.Templates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which hosts, with which variables. */
final class SourceOptions {
  private static final Path USUAL = Path.of("inventories", "hosts.yml");

  @Parameters(
      arity = "0..1",
      paramLabel = "PATTERN",
      description = "hosts and groups, as in Ansible: web:&prod:!web3 (default: all)")
  @Nullable String pattern;

  @Option(
      names = {"-i", "--inventory"},
      paramLabel = "SRC",
      description =
          "inventory: file, directory, executable, or 'host,host,'; repeats (default:"
              + " $PORTSIDE_INVENTORY, else inventories/hosts.yml)")
  List<String> inventories = new ArrayList<>();

  @Option(
      names = {"-l", "--limit"},
      paramLabel = "PATTERN",
      description = "narrows the hosts further; @FILE reads names")
  @Nullable String limit;

  @Option(
      names = {"-e", "--extra-vars"},
      paramLabel = "X",
      description = "variables that beat all others: k=v, JSON, or @file.yml; repeats")
  List<String> extraVars = new ArrayList<>();

  @Mixin VaultOptions vault = new VaultOptions();

  /** All of it, with the problems of extra variables, vault passwords and files together. */
  Inventory inventory(Terminal terminal) {
    var gathered = new Gathered();
    Optional<Vault> passwords = gathered.of(() -> vault.vault(terminal));
    Vault opened = passwords.orElse(Vault.CLOSED);
    Optional<Map<String, Value>> extra = gathered.of(() -> ExtraVars.parse(extraVars, opened));
    Optional<Inventory> inventory =
        gathered.of(() -> Inventory.load(sources(), extra.orElse(Map.of()), opened, Path.of("")));
    inventory.ifPresent(read -> read.warnings().forEach(w -> terminal.tell("warning: " + w)));
    gathered.throwIfAny();
    return Gathered.all(inventory);
  }

  /** What is wrong with their variables is gathered; the rest of them can be looked at too. */
  List<Host> hosts(Inventory inventory, Needed needed, Terminal terminal, Gathered gathered) {
    Inventory.Selected selected = inventory.select(patterns(), needed);
    gathered.add(selected.problems());
    Misspelt.among(selected.hosts()).forEach(warning -> terminal.tell("warning: " + warning));
    return selected.hosts();
  }

  List<String> patterns() {
    List<String> patterns = new ArrayList<>();
    Optional.ofNullable(pattern).ifPresent(patterns::add);
    Optional.ofNullable(limit).ifPresent(patterns::add);
    return patterns;
  }

  /** Renders every template for every host: an error is found before any host is contacted. */
  static void tryTemplates(Templates templates, List<Desired> desired) {
    var problems = new HostProblems();
    for (Desired each : desired) {
      try {
        OfflineFiles.of(templates, each);
      } catch (InputException e) {
        e.problems().forEach(problem -> problems.add(each.host(), problem));
      }
    }
    problems.throwIfAny();
  }

  private List<String> sources() {
    if (!inventories.isEmpty()) {
      return inventories;
    }
    String fromEnvironment = System.getenv("PORTSIDE_INVENTORY");
    if (fromEnvironment != null && !fromEnvironment.isEmpty()) {
      return List.of(fromEnvironment);
    }
    if (Files.exists(USUAL)) {
      return List.of(USUAL.toString());
    }
    throw new InputException(
        Problem.of(
            ProblemCode.INVENTORY_MISSING,
            "there is no inventory: none was given and " + USUAL + " does not exist",
            "give one with -i, such as -i hosts.yml or -i 'web1,web2,'"));
  }
}
