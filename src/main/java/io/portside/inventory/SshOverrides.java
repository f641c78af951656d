package io.portside.inventory;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a host's {@code ansible_ssh_*} variables say over the ssh configuration.
 *
 * @param config {@code -F}: another configuration file
 * @param options {@code -o}, as {@code Keyword=value} in order; only those that Portside follows
 * @param retries {@code ansible_ssh_retries}: how often a connection that drops is tried again
 */
public record SshOverrides(Optional<Path> config, List<String> options, Optional<Integer> retries) {
  public static final SshOverrides NONE =
      new SshOverrides(Optional.empty(), List.of(), Optional.empty());
}
