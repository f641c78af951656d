/**
 * Docker contexts on this machine, in the docker client's own store.
 *
 * <p>Start at {@link io.portside.context.ContextStore}. Must not know hosts, inventories or SSH: a
 * context is a name and an endpoint here.
 */
@NullMarked
package io.portside.context;

import org.jspecify.annotations.NullMarked;
