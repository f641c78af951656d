package io.portside.cli;

import io.portside.problem.Untrusted;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * Where things go: results to stdout, all else to stderr.
 *
 * @param out results
 * @param err diagnostics
 */
record Output(PrintStream out, PrintStream err) {
  private static final int TRACE = 64 << 10;

  /** A defect with its stack trace, whose messages may hold what a host or a file said. */
  void defect(Throwable defect) {
    StringWriter trace = new StringWriter();
    defect.printStackTrace(new PrintWriter(trace, true));
    err.println(Untrusted.text(trace.toString(), TRACE).stripTrailing());
  }
}
