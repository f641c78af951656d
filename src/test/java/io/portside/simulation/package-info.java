/**
 * Hosts that are none: for what takes many of them, or takes them to wait for one another.
 *
 * <p>Start at {@link io.portside.simulation.SimulatedFleet}.
 */
@NullMarked
package io.portside.simulation;

import org.jspecify.annotations.NullMarked;
