package io.portside.inventory;

import java.util.List;
import java.util.Optional;

/**
 * How to become another user on the host, in Ansible's words.
 *
 * @param enabled {@code ansible_become} or {@code --become}; empty: become root where the login is
 *     not root
 * @param method {@code sudo}, {@code doas} or {@code su}
 * @param user whom to become, {@code root} by default
 * @param password what the method asks for, if it asks
 * @param exe {@code ansible_become_exe}: a name or path to call instead of the method's own; plain
 *     characters only
 * @param flags {@code ansible_become_flags}, as words of plain characters; empty: the usual ones
 */
public record Become(
    Optional<Boolean> enabled,
    String method,
    String user,
    Optional<Secret> password,
    Optional<String> exe,
    Optional<List<String>> flags) {
  public Become {
    if (!exe.stream().allMatch(BecomeFlags::isPlainPath)
        || !flags.orElse(List.of()).stream().allMatch(BecomeFlags::isPlain)) {
      throw new IllegalArgumentException("not plain: " + exe + " " + flags);
    }
  }

  public Become(Optional<Boolean> enabled, String method, String user, Optional<Secret> password) {
    this(enabled, method, user, password, Optional.empty(), Optional.empty());
  }
}
