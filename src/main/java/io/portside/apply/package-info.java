/**
 * The protocol of the remote scripts: what they are sent and what they say.
 *
 * <p>Start at {@link io.portside.apply.Applier}. The scripts are {@code prelude.sh}, {@code
 * probe.sh}, {@code transaction.sh} with {@code files.sh} and {@code engine.sh}, and {@code ask.sh}
 * beside this package. Must not decide what is to be done.
 */
@NullMarked
package io.portside.apply;

import org.jspecify.annotations.NullMarked;
