package io.portside.inventory;

import java.util.Optional;

/**
 * Where a host is and as whom its variables log in.
 *
 * @param address {@code ansible_host}, else the inventory name
 * @param port {@code ansible_port}
 * @param user {@code ansible_user}
 */
public record Destination(String address, Optional<Integer> port, Optional<String> user) {}
