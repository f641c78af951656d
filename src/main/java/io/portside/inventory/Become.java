package io.portside.inventory;

import java.util.Optional;

/**
 * How to become another user on the host, in Ansible's words.
 *
 * @param enabled {@code ansible_become} or {@code --become}; empty: become root where the login is
 *     not root
 * @param method {@code sudo}, {@code doas} or {@code su}
 * @param user whom to become, {@code root} by default
 * @param password what the method asks for, if it asks
 */
public record Become(
    Optional<Boolean> enabled, String method, String user, Optional<Secret> password) {}
