package io.portside.cli;

import io.portside.template.Templates;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which templates. */
final class TemplateOptions {
  @Option(
      names = "--templates",
      paramLabel = "DIR",
      description = "other templates; those it lacks are the built-in ones")
  @Nullable Path folder;

  Templates load() {
    return Templates.load(Optional.ofNullable(folder));
  }
}
