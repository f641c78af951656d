/**
 * Why nothing listens: from facts and log lines to causes with proof and mend. Pure.
 *
 * <p>Start at {@link io.portside.diagnose.Diagnosis}. Must not know how a mend is carried out.
 */
@NullMarked
package io.portside.diagnose;

import org.jspecify.annotations.NullMarked;
