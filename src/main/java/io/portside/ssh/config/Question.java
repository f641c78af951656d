package io.portside.ssh.config;

import java.util.List;
import java.util.Optional;

/**
 * What is asked of the ssh configuration, as a command line of ssh(1) says it.
 *
 * @param file {@code -F}, the only file read, {@code none} for none at all; empty: the user's and
 *     the system's
 * @param host as named by whoever asks, before any {@code HostName}
 * @param port {@code -p}
 * @param user {@code -l}
 * @param options {@code -o}, as {@code Keyword=value}; of each keyword the first counts
 */
public record Question(
    Optional<String> file,
    String host,
    Optional<Integer> port,
    Optional<String> user,
    List<String> options) {}
