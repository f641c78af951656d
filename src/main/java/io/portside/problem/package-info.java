/**
 * What can be wrong, told the same way everywhere: a stable code, the place, the cause and the
 * mend.
 *
 * <p>Start at {@link io.portside.problem.Problem}. Knows nothing of the rest; every other package
 * may use it.
 */
@NullMarked
package io.portside.problem;

import org.jspecify.annotations.NullMarked;
