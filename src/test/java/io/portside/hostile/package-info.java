/**
 * Hosts that lie, flood, stall and break off, and what Portside makes of them.
 *
 * <p>Start at {@link io.portside.hostile.HostileHostsTest}.
 */
@NullMarked
package io.portside.hostile;

import org.jspecify.annotations.NullMarked;
