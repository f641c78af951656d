/**
 * What a run's user sees and what the next program reads: lines for a terminal, tables, report
 * files.
 *
 * <p>Start at {@link io.portside.report.EventLines} and {@link io.portside.report.JsonReport}. Must
 * not know how outcomes come about, nor whether there is a terminal: the command line decides on
 * colour and on where text goes. What a host said is cleaned here, on its way out.
 */
@NullMarked
package io.portside.report;

import org.jspecify.annotations.NullMarked;
