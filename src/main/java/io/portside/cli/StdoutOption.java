package io.portside.cli;

import picocli.CommandLine.Option;

/** What goes to stdout. */
final class StdoutOption {
  private enum Format {
    TEXT,
    JSON
  }

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "text or json: what goes to stdout (default: text)")
  private Format format = Format.TEXT;

  /** A document for programs, and nothing else. */
  boolean json() {
    return format == Format.JSON;
  }
}
