package io.portside.plan;

import io.portside.desired.Desired;
import io.portside.facts.Facts;
import io.portside.facts.HostFile;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.template.Templates;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The drop-in that takes {@code -H} out of the unit; none where the unit passes none. */
final class DropInChange {
  private final Facts facts;
  private final UnitFiles unit;
  private final Desired desired;
  private final Templates templates;
  private final List<Problem> problems;

  DropInChange(
      Facts facts, UnitFiles unit, Desired desired, Templates templates, List<Problem> problems) {
    this.facts = facts;
    this.unit = unit;
    this.desired = desired;
    this.templates = templates;
    this.problems = problems;
  }

  void addTo(List<FileChange> changes) {
    Optional<DockerdCommand> command = unit.resolved().map(this::runnable);
    if (command.isEmpty() || !command.get().isDockerd()) {
      problems.add(
          new Problem(
              ProblemCode.EXEC_START_UNKNOWN,
              unit.source().isEmpty() ? "docker.service" : unit.source(),
              "its ExecStart does not run dockerd itself: "
                  + command.map(DockerdCommand::text).orElse("there is none"),
              "make ExecStart call dockerd, or set the host up by hand"));
      return;
    }
    Guards.tlsInUse(facts, desired, command.get(), unit.source()).ifPresent(problems::add);
    Guards.configFileElsewhere(command.get().arguments(unit.environment()), unit.source())
        .ifPresent(problems::add);
    boolean asItIs = command.equals(unit.resolved()) && unit.second().isEmpty();
    if (!command.get().hasOwned() && asItIs) {
      return;
    }
    Optional<HostFile> later = unit.setterAfter(desired.dropin());
    if (later.isPresent()) {
      problems.add(
          new Problem(
              ProblemCode.DROPIN_OVERRIDDEN,
              later.get().path(),
              "it sets ExecStart and applies after "
                  + desired.dropin()
                  + ", which would have no effect",
              "set portside_dropin: "
                  + later.get().name()
                  + ", or remove ExecStart from that file"));
      return;
    }
    String path = Facts.DROP_INS + desired.dropin();
    Obstacles.notReplaceable(facts, path).ifPresent(problems::add);
    FileChange.of(facts, path, Optional.of(text(path, command.get()))).addTo(changes);
  }

  /** The same with the dockerd that there is, where systemd found no program to run. */
  private DockerdCommand runnable(DockerdCommand command) {
    return facts.programMissing() && command.isDockerd() && !facts.dockerd().isEmpty()
        ? command.withProgram(facts.dockerd())
        : command;
  }

  private String text(String path, DockerdCommand command) {
    String execStart = command.withoutOwned().text();
    return facts
        .text(path)
        .map(old -> UnitText.parse(old).withExecStart(execStart))
        .orElseGet(() -> render(templates, desired, execStart));
  }

  static String render(Templates templates, Desired desired, String execStart) {
    Map<String, Object> model = new LinkedHashMap<>(TemplateModel.of(desired));
    model.put("exec_start", execStart);
    return templates.render(Templates.Name.OVERRIDE_CONF, model);
  }
}
