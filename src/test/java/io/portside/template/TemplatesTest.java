package io.portside.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.portside.problem.InputException;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import io.portside.template.Templates.Name;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplatesTest {
  @TempDir Path folder;

  private Templates with(String text) throws IOException {
    Files.writeString(folder.resolve(Name.OVERRIDE_CONF.file()), text);
    return Templates.load(Optional.of(folder));
  }

  private String render(String text) throws IOException {
    return with(text)
        .render(
            Name.OVERRIDE_CONF,
            Map.of("vars", Map.of("n", 1234567, "yes", true), "text", "<a> & \"b\""));
  }

  private static Problem problem(ThrowingCallable call) {
    InputException e = catchThrowableOfType(InputException.class, call);
    assertThat(e).isNotNull();
    assertThat(e.problems()).hasSize(1);
    Problem problem = e.problems().getFirst();
    assertThat(problem.code()).isEqualTo(ProblemCode.TEMPLATE_INVALID);
    assertThat(problem.hint()).isNotBlank();
    return problem;
  }

  @Test
  void theBuiltInTemplatesRender() {
    Templates templates = Templates.load(Optional.empty());
    assertThat(
            templates.render(
                Name.DAEMON_JSON,
                Map.of("hosts", List.of("fd://", "a\"b"), "options", Map.of("debug", "true"))))
        .isEqualTo(
            "{\n  \"hosts\": [\"fd://\", \"a\\\"b\"],\n  \"tls\": false,\n  \"debug\": true\n}\n");
    assertThat(templates.source(Name.DAEMON_JSON)).isEqualTo("daemon.json.ftl");
  }

  @Test
  void valuesAreWrittenAsTheyAre() throws IOException {
    assertThat(render("${vars.n} ${vars.yes} ${text}")).isEqualTo("1234567 true <a> & \"b\"");
  }

  @Test
  void aMissingVariableIsNamedWithTemplateAndLine() throws IOException {
    Templates templates = with("[Service]\nNice=${vars.nice}\n");
    Problem problem = problem(() -> templates.render(Name.OVERRIDE_CONF, Map.of("vars", Map.of())));
    assertThat(problem.where()).isEqualTo(folder.resolve("override.conf.ftl") + ":2:8");
    assertThat(problem.what()).contains("vars.nice");
  }

  @Test
  void aSyntaxErrorIsNamedWithItsLine() {
    Problem problem = problem(() -> with("one\n<#if x>\n"));
    assertThat(problem.where()).startsWith(folder.resolve("override.conf.ftl") + ":2:");
  }

  @Test
  void whatAFolderLacksIsBuiltIn() throws IOException {
    Templates templates = with("mine");
    assertThat(templates.render(Name.OVERRIDE_CONF, Map.of())).isEqualTo("mine");
    assertThat(templates.render(Name.DOCKER_DEFAULT, Map.of("docker_opts", "-D")))
        .isEqualTo("DOCKER_OPTS=\"-D\"\n");
  }

  @Test
  void aMissingFolderIsNamed() {
    Path missing = folder.resolve("none");
    assertThat(problem(() -> Templates.load(Optional.of(missing))).where())
        .isEqualTo(missing.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${\"freemarker.template.utility.Execute\"?new()(\"id\")}",
        "${\"freemarker.template.utility.ObjectConstructor\"?new()(\"java.io.File\", \"/\")}",
        "${\"freemarker.template.utility.JythonRuntime\"?new()}",
        "${vars?api.getClass()}",
        "${text?api.length()}",
        "${text.class}",
        "${text.getClass().forName(\"java.lang.Runtime\")}",
        "${vars.getClass()}",
        "<#include \"/etc/hostname\">",
        "<#import \"/etc/hostname\" as x>"
      })
  void aTemplateCannotReachJavaNorOtherFiles(String text) {
    assertThat(problem(() -> render(text)).where()).contains("override.conf.ftl");
  }
}
