/**
 * The command line: options, questions, output, exit codes. A contract, so names and meanings stay.
 *
 * <p>Start at {@link io.portside.cli.Main}. Must not decide anything about a host.
 */
@NullMarked
package io.portside.cli;

import org.jspecify.annotations.NullMarked;
