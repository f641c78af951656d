package io.portside.problem;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The codes of all problems: stable names, lower-case and hyphenated in reports. {@code
 * src/PROBLEMS.md} lists each with its cause and mend.
 */
public enum ProblemCode {
  // Command line (exit 64)
  BAD_OPTION,
  QUESTION_NEEDS_TERMINAL,

  // Inventory, variables and templates (exit 65)
  INVENTORY_MISSING,
  INVENTORY_SYNTAX,
  INVENTORY_UNSUPPORTED,
  INVENTORY_GROUP_UNKNOWN,
  VAULT_PASSWORD_MISSING,
  VAULT_PASSWORD_WRONG,
  PATTERN_MATCHES_NOTHING,
  VARIABLE_UNKNOWN,
  VARIABLE_INVALID,
  TEMPLATE_INVALID,

  // SSH and privileges
  SSH_CONFIG_INVALID,
  SSH_CONFIG_UNSUPPORTED,
  NAME_UNRESOLVED,
  NO_ROUTE,
  CONNECTION_REFUSED,
  CONNECTION_TIMEOUT,
  CONNECTION_LOST,
  SSH_PROTOCOL,
  KNOWN_HOSTS_UNREADABLE,
  HOST_KEY_UNKNOWN,
  HOST_KEY_CHANGED,
  HOST_KEY_REVOKED,
  LOGIN_REJECTED,
  KEY_UNUSABLE,
  COMMAND_TIMEOUT,
  OUTPUT_TOO_LARGE,
  SUDO_MISSING,
  SUDO_PASSWORD_NEEDED,
  SUDO_PASSWORD_WRONG,
  SUDO_NOT_ALLOWED,
  BECOME_UNSUPPORTED,
  SHELL_UNUSABLE,
  SHA256SUM_MISSING,
  TRANSFER_INCOMPLETE,
  INTERRUPTED,

  // The host is refused: nothing was touched
  PROBE_UNREADABLE,
  NOT_ROOT,
  DOCKER_MISSING,
  DOCKER_SNAP,
  DOCKER_ROOTLESS,
  DOCKER_PODMAN,
  INIT_UNSUPPORTED,
  TOOL_MISSING,
  SOCKET_IS_DIRECTORY,
  ENGINE_SILENT,
  FILE_NOT_REGULAR,
  FILE_NOT_TEXT,
  DAEMON_JSON_INVALID,
  DEFAULTS_UNREADABLE,
  EXEC_START_UNKNOWN,
  CONFIG_FILE_ELSEWHERE,
  DROPIN_OVERRIDDEN,
  TLS_IN_USE,
  OPEN_WITHOUT_CONSENT,
  ADDRESS_MISSING,
  PORT_IN_USE,
  FD_WITHOUT_SOCKET,
  KEEP_IMPOSSIBLE,
  BACKUP_INCOMPLETE,

  // The transaction
  LOCKED,
  CUT_OFF,
  EDITED_SINCE,
  CHANGED_MEANWHILE,
  STATE_UNWRITABLE,
  NOT_WRITABLE,
  REJECTED_BY_DOCKERD,
  LIVE_RESTORE_REFUSED,
  RELOAD_FAILED,
  START_FAILED,
  NOT_LISTENING,
  DATA_ROOT_CHANGED,
  DATA_LOST,
  CONTAINER_ENDED,
  CONTAINER_LOST,
  LIVE_RESTORE_LEFT_ON,
  ROLLBACK_INCOMPLETE,

  // Why nothing listens
  FLAG_FILE_CONFLICT,
  DEFAULTS_IGNORED,
  DAEMON_RELOAD_MISSING,
  DOCKER_STOPPED,
  DOCKER_FAILED,
  START_LIMIT_HIT,
  NO_TCP_ENDPOINT,

  // The Engine API, seen from outside
  API_UNREACHABLE,
  API_TIMEOUT,
  API_NOT_DOCKER,
  API_TLS_MISMATCH,
  API_ERROR,

  // Docker contexts on this machine
  CONTEXT_NAME_INVALID,
  CONTEXT_FOREIGN,
  CONTEXT_IN_USE,
  CONTEXT_UNWRITABLE,

  // Lab: the throw-away hosts of the demo
  NO_ENGINE,
  LAB_FAILED,

  // Portside itself (exit 70)
  DEFECT;

  /** The code of a stable name. */
  public static Optional<ProblemCode> ofId(String id) {
    return Arrays.stream(values()).filter(c -> c.id().equals(id)).findFirst();
  }

  /** The stable name, such as {@code host-key-changed}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
