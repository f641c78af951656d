package io.portside.cli;

import io.portside.desired.Desired;
import io.portside.desired.DesiredReader;
import io.portside.inventory.ExtraVars;
import io.portside.inventory.Host;
import io.portside.inventory.Inventory;
import io.portside.plan.OfflineFiles;
import io.portside.problem.InputException;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.template.Templates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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

  Inventory inventory(Terminal terminal) {
    Inventory inventory = Inventory.load(sources(), ExtraVars.parse(extraVars), Path.of(""));
    inventory.warnings().forEach(warning -> terminal.tell("warning: " + warning));
    return inventory;
  }

  List<Host> hosts(Inventory inventory) {
    return inventory.select(patterns());
  }

  List<String> patterns() {
    List<String> patterns = new ArrayList<>();
    Optional.ofNullable(pattern).ifPresent(patterns::add);
    Optional.ofNullable(limit).ifPresent(patterns::add);
    return patterns;
  }

  /** The desired state of every host, in their order; all problems of all hosts together. */
  static List<Desired> desired(List<Host> hosts) {
    List<Desired> desired = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (Host host : hosts) {
      try {
        desired.add(DesiredReader.read(host));
      } catch (InputException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new InputException(problems.stream().distinct().toList());
    }
    return desired;
  }

  /** Renders every template for every host: an error is found before any host is contacted. */
  static void tryTemplates(Templates templates, List<Desired> desired) {
    List<Problem> problems = new ArrayList<>();
    for (Desired each : desired) {
      try {
        OfflineFiles.of(templates, each);
      } catch (InputException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new InputException(problems);
    }
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
