/**
 * What the ssh configuration says of a host, as ssh_config(5) defines it.
 *
 * <p>Start at {@link io.portside.ssh.config.ConfigReader}; {@link io.portside.ssh.config.OpenSsh}
 * asks the installed client instead. Must not know how a session is made of it.
 */
@NullMarked
package io.portside.ssh.config;

import org.jspecify.annotations.NullMarked;
