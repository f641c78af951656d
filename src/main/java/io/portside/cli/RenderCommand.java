package io.portside.cli;

import io.portside.desired.Desired;
import io.portside.desired.DesiredReader;
import io.portside.facts.Facts;
import io.portside.inventory.Needed;
import io.portside.plan.OfflineFiles;
import io.portside.problem.InputException;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.template.Templates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
      "What only the host knows stands in: its ExecStart is docker-ce's here, an interface or"
          + " network in portside_listen stays as written, and the local socket is fd:// unless"
          + " set."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  portside render -i hosts.yml -l web1",
      "  portside render -i hosts.yml --templates mine --out rendered"
    })
final class RenderCommand implements Callable<Integer> {
  private final Output output;

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
                    sources.hosts(sources.inventory(terminal), Needed.STATE, terminal)));
    gathered.throwIfAny();
    Templates parsed = Gathered.all(loaded);
    SourceOptions.tryTemplates(parsed, Gathered.all(read));
    List<Desired> desired = Gathered.all(read);
    for (Desired each : desired) {
      OfflineFiles.of(parsed, each).forEach((path, text) -> put(each.host(), path, text));
    }
    return 0;
  }

  private static String standIn(String path) {
    if (path.startsWith(Facts.DROP_INS)) {
      return " (ExecStart comes from the host's own unit; docker-ce's stands in)";
    }
    return path.equals(Facts.DEFAULTS)
        ? " (without systemd, where DOCKER_OPTS names addresses: what else it holds stays)"
        : "";
  }

  private void put(String host, String path, String text) {
    if (out == null) {
      output.out().println("# " + host + ":" + path + standIn(path));
      output.out().println(text);
      return;
    }
    Path file = out.resolve(host.replace('/', '_') + path);
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
