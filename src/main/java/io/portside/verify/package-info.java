/**
 * The Docker Engine API as a client from outside sees it: whether it answers, and what it tells.
 *
 * <p>Start at {@link io.portside.verify.Outside}. Must not know how the API got opened: not SSH,
 * not the inventory, not the plan. Plain HTTP only.
 */
@NullMarked
package io.portside.verify;

import org.jspecify.annotations.NullMarked;
