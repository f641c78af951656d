package io.portside.cli;

import io.portside.desired.Desired;
import io.portside.desired.DesiredReader;
import io.portside.inventory.Needed;
import io.portside.plan.OfflineFiles;
import io.portside.problem.HostNames;
import io.portside.problem.InputException;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.template.Templates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "render",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Shows what the templates give for each host, offline.",
      "What only the host knows stands in, and is marked: its ExecStart, the local socket, the"
          + " address of an interface or network in portside_listen. What else its files hold"
          + " stays and is not shown."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  portside render -i hosts.yml -l web1",
      "  portside render -i hosts.yml --templates mine --out rendered"
    })
final class RenderCommand implements Callable<Integer> {
  private static final int HOSTS_SHOWN = 300;

  private final Output output;

  /** With files written, what stands in for facts is told on stderr: the note to its hosts. */
  private final Map<String, List<String>> legend = new LinkedHashMap<>();

  @Mixin SourceOptions sources = new SourceOptions();
  @Mixin TemplateOptions templates = new TemplateOptions();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "write files below DIR/HOST instead of stdout")
  @Nullable Path out;

  RenderCommand(Output output) {
    this.output = output;
  }

  @Override
  public Integer call() {
    Terminal terminal = Terminal.of(output.err());
    var gathered = new Gathered();
    Optional<Templates> loaded = gathered.of(templates::load);
    Optional<List<Desired>> read =
        gathered.of(
            () ->
                DesiredReader.read(
                    sources.hosts(sources.inventory(terminal), Needed.STATE, terminal, gathered)));
    gathered.throwIfAny();
    Templates parsed = Gathered.all(loaded);
    SourceOptions.tryTemplates(parsed, Gathered.all(read));
    List<Desired> desired = Gathered.all(read);
    for (Desired each : desired) {
      OfflineFiles.of(parsed, each).forEach((path, text) -> put(each, path, text));
    }
    legend.forEach(
        (note, hosts) -> terminal.tell(note + " (" + HostNames.line(hosts, HOSTS_SHOWN) + ")"));
    return 0;
  }

  private void put(Desired desired, String path, String text) {
    List<String> standIns = StandIns.in(path, desired);
    if (out == null) {
      output.out().println("# " + desired.host() + ":" + path);
      standIns.forEach(each -> output.out().println("#   " + each));
      output.out().println(text);
      return;
    }
    standIns.forEach(
        each ->
            legend.computeIfAbsent(path + ": " + each, _ -> new ArrayList<>()).add(desired.host()));
    Path file = out.resolve(desired.host().replace('/', '_') + path);
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new InputException(
          new Problem(
              ProblemCode.BAD_OPTION,
              "--out",
              file + " cannot be written",
              "name a folder of yours"));
    }
  }
}
