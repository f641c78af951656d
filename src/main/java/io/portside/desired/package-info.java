/**
 * What a host shall be like: the {@code portside_*} variables, validated.
 *
 * <p>Start at {@link io.portside.desired.DesiredReader}. Must not know what a host is like now.
 */
@NullMarked
package io.portside.desired;

import org.jspecify.annotations.NullMarked;
