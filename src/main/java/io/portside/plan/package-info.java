/**
 * From what a host is like and what it shall be like to what is to be done: pure, no clock, no I/O.
 *
 * <p>Start at {@link io.portside.plan.Planner}. Must not know how a plan is carried out.
 */
@NullMarked
package io.portside.plan;

import org.jspecify.annotations.NullMarked;
