package io.portside.inventory;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The {@code ansible_*} variables that say how to reach a host, with their aliases. Where a host
 * has several of one line, the last counts, as in Ansible's plugins (ssh, sudo).
 */
final class ConnectionVariables {
  static final List<String> ADDRESS = List.of("ansible_host", "ansible_ssh_host");
  static final List<String> PORT = List.of("ansible_port", "ansible_ssh_port");
  static final List<String> USER = List.of("ansible_user", "ansible_ssh_user");
  static final List<String> PASSWORD =
      List.of("ansible_password", "ansible_ssh_pass", "ansible_ssh_password");
  static final List<String> KEY =
      List.of("ansible_private_key_file", "ansible_ssh_private_key_file");
  static final List<String> SSH_ARGS = List.of("ansible_ssh_args");
  static final List<String> COMMON_ARGS = List.of("ansible_ssh_common_args");
  static final List<String> EXTRA_ARGS = List.of("ansible_ssh_extra_args");
  static final List<String> KEY_CHECKING =
      List.of("ansible_host_key_checking", "ansible_ssh_host_key_checking");
  static final List<String> TIMEOUT = List.of("ansible_timeout", "ansible_ssh_timeout");
  static final List<String> RETRIES = List.of("ansible_ssh_retries");
  static final List<String> CONNECTION = List.of("ansible_connection");
  static final List<String> BECOME = List.of("ansible_become");
  static final List<String> BECOME_METHOD = List.of("ansible_become_method");
  static final List<String> BECOME_USER = List.of("ansible_become_user", "ansible_sudo_user");
  static final List<String> BECOME_PASSWORD =
      List.of("ansible_become_password", "ansible_become_pass", "ansible_sudo_pass");
  static final List<String> BECOME_EXE = List.of("ansible_become_exe", "ansible_sudo_exe");
  static final List<String> BECOME_FLAGS = List.of("ansible_become_flags", "ansible_sudo_flags");

  static final Set<String> ALL =
      Stream.of(
              ADDRESS,
              PORT,
              USER,
              PASSWORD,
              KEY,
              SSH_ARGS,
              COMMON_ARGS,
              EXTRA_ARGS,
              KEY_CHECKING,
              TIMEOUT,
              RETRIES,
              CONNECTION,
              BECOME,
              BECOME_METHOD,
              BECOME_USER,
              BECOME_PASSWORD,
              BECOME_EXE,
              BECOME_FLAGS)
          .flatMap(List::stream)
          .collect(Collectors.toUnmodifiableSet());

  private ConnectionVariables() {}
}
