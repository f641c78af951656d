package io.portside.inventory;

import io.portside.problem.InputException;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.scanner.ScannerImpl;

/** Reads JSON or YAML text as Ansible's loader does: JSON if it is, else YAML, one document. */
final class TreeReader {
  static {
    // JSON and PyYAML know the escape \/ in double quotes; SnakeYAML's table, which is open, lacks
    // it.
    ScannerImpl.ESCAPE_REPLACEMENTS.put('/', "/");
  }

  /** It compiles its expressions when it is made, and there may be hundreds of files. */
  private static final YamlResolver RESOLVER = new YamlResolver();

  private static final String SIMPLER = "make the file simpler or smaller";

  private TreeReader() {}

  /**
   * The document; empty where there is none.
   *
   * @param problems takes warnings, such as of keys given twice
   * @throws InputException the text is not YAML, or it holds what cannot be read; with line and
   *     column
   */
  static Optional<Tree> read(SourceFile source, Problems problems) {
    String start = source.text().stripLeading();
    if (start.startsWith("{") || start.startsWith("[")) {
      try {
        return Optional.of(JsonTree.parse(source.text()));
      } catch (IOException e) {
        // It may still be YAML in flow style; if not, YAML's message has the better place.
      }
    }
    return compose(source).map(new YamlTree(source, problems)::convert);
  }

  private static Optional<Node> compose(SourceFile source) {
    requireShortLines(source);
    var options = new LoaderOptions();
    options.setCodePointLimit(Limits.FILE_BYTES);
    options.setNestingDepthLimit(Limits.NESTING);
    // Hundreds of hosts may share one anchor; YamlTree limits what aliases unfold to.
    options.setMaxAliasesForCollections(Integer.MAX_VALUE);
    options.setMergeOnCompose(false);
    var parser = new BoundedParser(new StreamReader(source.text()), options);
    try {
      return Optional.ofNullable(new Composer(parser, RESOLVER, options).getSingleNode());
    } catch (MarkedYAMLException e) {
      throw syntaxError(source, e);
    } catch (ReaderException e) {
      throw source.syntaxError(
          place(source.text(), e.getPosition()),
          "the character U+%04X is not allowed in YAML".formatted(e.getCodePoint()),
          "remove it");
    } catch (BoundedParser.TooManyValues e) {
      throw source.syntaxError(at(e.mark()), BoundedParser.TooManyValues.WHAT, SIMPLER);
    } catch (RuntimeException e) {
      // Limits are a YAMLException; a malformed tag is a bare IllegalArgumentException.
      throw source.syntaxError(Position.START, String.valueOf(e.getMessage()), SIMPLER);
    }
  }

  /** The scanner's time grows with the square of a scalar's length on one line. */
  private static void requireShortLines(SourceFile source) {
    int start = 0;
    for (int line = 1; source.text().length() - start > Limits.LINE; line++) {
      int end = source.text().indexOf('\n', start);
      if (end < 0 || end - start > Limits.LINE) {
        throw source.syntaxError(
            new Position(line, 1),
            "a line of more than " + Limits.LINE + " characters",
            "break it, or write strict JSON");
      }
      start = end + 1;
    }
  }

  private static InputException syntaxError(SourceFile source, MarkedYAMLException e) {
    // A quote that is not closed is told where it opens, not at the end of the file.
    boolean open = String.valueOf(e.getProblem()).contains("unexpected end of stream");
    var mark = open || e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
    Position at = mark == null ? Position.START : at(mark);
    String what = String.valueOf(e.getProblem()).strip();
    if (what.startsWith("but found another document")) {
      what = "a second document begins here";
    }
    if (open) {
      what = "the quote is not closed";
    }
    return source.syntaxError(at, "not valid YAML: " + what, hint(source, at, what));
  }

  static Position at(Mark mark) {
    return new Position(mark.getLine() + 1, mark.getColumn() + 1);
  }

  private static String hint(SourceFile source, Position at, String what) {
    String line = source.text().lines().skip(at.line() - 1).findFirst().orElse("");
    String lower = what.toLowerCase(Locale.ROOT);
    if (line.indexOf('\t') >= 0 && lower.contains("\\t")) {
      return "indent with spaces, not with tabs";
    }
    if (line.contains("{{")) {
      return "put values that begin with {{ in quotes";
    }
    if (lower.contains("mapping values are not allowed")) {
      return "indent it like its neighbours, and put text with ': ' in quotes";
    }
    if (lower.contains("second document")) {
      return "keep one document per file";
    }
    if (lower.contains("tag is not allowed")) {
      return "remove the tag (!…)";
    }
    if (lower.contains("alias")) {
      return "define the anchor (&name) before it is used, or put text with * in quotes";
    }
    return "check indentation, quotes and brackets here and in the lines above";
  }

  private static Position place(String text, int index) {
    String before = text.substring(0, Math.min(Math.max(index, 0), text.length()));
    int line = (int) before.lines().count();
    int lastBreak = before.lastIndexOf('\n');
    return new Position(Math.max(line, 1), before.length() - lastBreak);
  }
}
