/**
 * Throw-away real hosts: containers in which systemd or sysvinit, sshd and Docker run as on any
 * Debian. {@code portside demo} and the integration tests use the same ones.
 *
 * <p>Start at {@link io.portside.lab.Lab}. Knows nothing of what is done with the hosts: it makes
 * them, says how to reach them, and takes them away. The only package that knows Testcontainers.
 */
@NullMarked
package io.portside.lab;

import org.jspecify.annotations.NullMarked;
