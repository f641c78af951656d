/**
 * What a host is like now: one record, and the pure parser of what the probe printed.
 *
 * <p>Start at {@link io.portside.facts.Facts}. Must not know what is wanted, nor how the output
 * came here. All of it is what a host said: untrusted, bounded by the reader of the output.
 */
@NullMarked
package io.portside.facts;

import org.jspecify.annotations.NullMarked;
