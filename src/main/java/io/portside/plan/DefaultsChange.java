package io.portside.plan;

import io.portside.desired.Desired;
import io.portside.facts.Facts;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.template.Templates;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /etc/default/docker} of a host without systemd: {@code DOCKER_OPTS} without addresses. */
final class DefaultsChange {
  private final Facts facts;
  private final Desired desired;
  private final Templates templates;
  private final List<Problem> problems;

  DefaultsChange(Facts facts, Desired desired, Templates templates, List<Problem> problems) {
    this.facts = facts;
    this.desired = desired;
    this.templates = templates;
    this.problems = problems;
  }

  void addTo(List<FileChange> changes) {
    String text = facts.text(Facts.DEFAULTS).orElse("");
    String value =
        Assignments.mentions(text, "DOCKER_OPTS")
            ? Assignments.parse(text).values().get("DOCKER_OPTS")
            : "";
    if (value == null || value.contains("$") || value.contains("`")) {
      problems.add(
          new Problem(
              ProblemCode.DEFAULTS_UNREADABLE,
              Facts.DEFAULTS,
              "it sets DOCKER_OPTS in a way that only a shell can read",
              "write it as DOCKER_OPTS=\"…\" on one line"));
      return;
    }
    DockerdCommand options = DockerdCommand.parse(value);
    Guards.tlsInUse(facts, desired, options, Facts.DEFAULTS).ifPresent(problems::add);
    Guards.configFileElsewhere(options.plainWords(), Facts.DEFAULTS).ifPresent(problems::add);
    if (options.hasOwned()) {
      Obstacles.notReplaceable(facts, Facts.DEFAULTS).ifPresent(problems::add);
      String line = render(templates, desired, options.withoutOwned().text()).strip();
      FileChange.of(facts, Facts.DEFAULTS, Optional.of(Assignments.with(text, "DOCKER_OPTS", line)))
          .addTo(changes);
    }
  }

  static String render(Templates templates, Desired desired, String options) {
    Map<String, Object> model = new LinkedHashMap<>(TemplateModel.of(desired));
    model.put("docker_opts", options);
    return templates.render(Templates.Name.DOCKER_DEFAULT, model);
  }
}
