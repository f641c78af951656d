package io.portside.cli;

import java.io.PrintStream;

/**
 * Where things go: results to stdout, all else to stderr.
 *
 * @param out results
 * @param err diagnostics
 */
record Output(PrintStream out, PrintStream err) {}
