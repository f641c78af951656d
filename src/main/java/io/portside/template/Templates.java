package io.portside.template;

import freemarker.core.InvalidReferenceException;
import freemarker.core.ParseException;
import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import io.portside.problem.InputException;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The templates of one run, read and parsed once; rendering does no I/O. Strict: a missing variable
 * is an error with template, line and variable. Templates cannot reach Java.
 */
public final class Templates {

  /** Which template. */
  public enum Name {
    DAEMON_JSON("daemon.json.ftl"),
    OVERRIDE_CONF("override.conf.ftl"),
    DOCKER_DEFAULT("docker.default.ftl");

    private final String file;

    Name(String file) {
      this.file = file;
    }

    /** The file's name in the templates folder. */
    public String file() {
      return file;
    }
  }

  private final Map<Name, Template> templates = new EnumMap<>(Name.class);

  private Templates() {}

  /**
   * Reads the templates.
   *
   * @param folder other templates; those it lacks are the built-in ones
   * @throws InputException the folder is missing or a template has a syntax error
   */
  public static Templates load(Optional<Path> folder) {
    folder
        .filter(f -> !Files.isDirectory(f))
        .ifPresent(
            f -> {
              throw new InputException(
                  invalid(f.toString(), "there is no such folder", "give --templates a folder"));
            });
    Templates all = new Templates();
    List<Problem> problems = new ArrayList<>();
    for (Name name : Name.values()) {
      String source = folder.map(f -> f.resolve(name.file()).toString()).orElse(name.file());
      try {
        all.templates.put(
            name, new Template(source, new StringReader(read(folder, name)), configuration()));
      } catch (ParseException e) {
        problems.add(
            invalid(
                source + ":" + e.getLineNumber() + ":" + e.getColumnNumber(),
                e.getEditorMessage().lines().findFirst().orElse("syntax error"),
                "see the Freemarker manual for the directive"));
      } catch (IOException e) {
        problems.add(invalid(source, "it cannot be read", "check that it is a readable file"));
      }
    }
    if (!problems.isEmpty()) {
      throw new InputException(problems);
    }
    return all;
  }

  /**
   * Renders a template.
   *
   * @throws InputException a variable is missing or has a value that cannot be written
   */
  public String render(Name name, Map<String, ?> model) {
    Template template = template(name);
    StringWriter out = new StringWriter();
    try {
      template.process(model, out);
    } catch (TemplateException e) {
      String what =
          e instanceof InvalidReferenceException && e.getBlamedExpressionString() != null
              ? "the variable " + e.getBlamedExpressionString() + " is missing"
              : e.getMessageWithoutStackTop().lines().findFirst().orElse("it cannot be rendered");
      throw new InputException(
          invalid(
              template.getName() + ":" + e.getLineNumber() + ":" + e.getColumnNumber(),
              what,
              "set it in the inventory, or write ${name!\"default\"} in the template; secrets of"
                  + " Ansible Vault are not given to templates"));
    } catch (IOException e) {
      throw new UncheckedIOException("a StringWriter does not fail", e);
    }
    return out.toString();
  }

  /** Where a template's text came from, for messages. */
  public String source(Name name) {
    return template(name).getName();
  }

  private Template template(Name name) {
    Template template = templates.get(name);
    if (template == null) {
      throw new IllegalStateException("load() reads all templates");
    }
    return template;
  }

  private static String read(Optional<Path> folder, Name name) throws IOException {
    Optional<Path> file = folder.map(f -> f.resolve(name.file())).filter(Files::exists);
    if (file.isPresent()) {
      return Files.readString(file.get());
    }
    try (InputStream in = Templates.class.getResourceAsStream(name.file())) {
      if (in == null) {
        throw new IllegalStateException(name.file() + " is missing in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Configuration configuration() {
    Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
    configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    configuration.setLogTemplateExceptions(false);
    configuration.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
    configuration.setLocale(Locale.ROOT);
    configuration.setNumberFormat("computer");
    configuration.setBooleanFormat("c");
    return configuration;
  }

  private static Problem invalid(String where, String what, String hint) {
    return new Problem(ProblemCode.TEMPLATE_INVALID, where, what, hint);
  }
}
