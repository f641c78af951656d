package io.portside.problem;

import java.util.Locale;

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
  PATTERN_MATCHES_NOTHING,
  VARIABLE_UNKNOWN,
  VARIABLE_INVALID,
  TEMPLATE_INVALID,

  // SSH and privileges
  NAME_UNRESOLVED,
  CONNECTION_REFUSED,
  CONNECTION_TIMEOUT,
  CONNECTION_LOST,
  SSH_PROTOCOL,
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
  SHELL_UNUSABLE,

  // The Engine API, seen from outside
  API_UNREACHABLE,
  API_TIMEOUT,
  API_NOT_DOCKER,
  API_TLS_MISMATCH,
  API_ERROR,

  // Portside itself (exit 70)
  DEFECT;

  /** The stable name, such as {@code host-key-changed}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
