/**
 * The rollout over many hosts: batches, so many at once, when to stop, and what the whole run's
 * exit code is.
 *
 * <p>Start at {@link io.portside.rollout.Rollout}. Must not know what the way of a host does: not
 * Docker, not SSH, not the inventory; nor how a report looks.
 */
@NullMarked
package io.portside.rollout;

import org.jspecify.annotations.NullMarked;
