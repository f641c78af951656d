/**
 * Sessions with hosts: connect, authenticate, check the host key, become root, run a script.
 *
 * <p>Start at {@link io.portside.ssh.Connector}. The only package that knows Apache MINA SSHD. Must
 * not know Docker: what a script does or prints is none of its business.
 */
@NullMarked
package io.portside.ssh;

import org.jspecify.annotations.NullMarked;
