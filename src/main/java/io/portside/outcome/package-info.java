/**
 * How one host's way ended, as data: exactly one {@link io.portside.outcome.Outcome} a host.
 *
 * <p>Start at {@link io.portside.outcome.HostReport}. Must not know how a host gets there nor how a
 * report looks.
 */
@NullMarked
package io.portside.outcome;

import org.jspecify.annotations.NullMarked;
