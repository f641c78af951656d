package io.portside.cli;

/**
 * Something that goes wrong in the middle of a transaction. What it does is shell, run on the host
 * when a step begins, with what {@code src/test/resources/faults/hook} defines.
 */
enum Fault {
  NONE(""),
  SHELL_KILLED("kill -KILL $pid"),
  SESSION_KILLED("kill_session"),
  LINK_DROPPED("pkill -KILL -u ops sshd"),
  LINK_SILENT(
      """
      iptables -I INPUT -p tcp --dport 22 -j DROP
      iptables -I INPUT -p tcp --dport 22 --syn -j DROP
      iptables -I OUTPUT -p tcp --sport 22 -j DROP
      """),
  POWER_CUT("hold"),
  POWER_CUT_AND_CONTROLLER_GONE("hold"),
  CONTROLLER_KILLED("hold"),
  CONTROLLER_ASLEEP(""),
  ETC_FULL("fill /etc/docker"),
  ETC_WITHOUT_INODES("fill_inodes /etc/docker"),
  ETC_READ_ONLY("mount -o remount,ro /etc/docker"),
  STATE_FULL("fill /var/lib/portside"),
  STATE_WITHOUT_INODES("fill_inodes /var/lib/portside"),
  IMMUTABLE("chattr +i /etc/docker/daemon.json"),
  EDITED("edit"),
  CONTAINERD_STOPPED("service containerd stop");

  private final String action;

  Fault(String action) {
    this.action = action;
  }

  String action() {
    return action;
  }

  /** The folder that must be a small file system of its own for it, or none. */
  String folder() {
    return switch (this) {
      case ETC_FULL, ETC_WITHOUT_INODES, ETC_READ_ONLY -> "/etc/docker";
      case STATE_FULL, STATE_WITHOUT_INODES -> "/var/lib/portside";
      default -> "";
    };
  }

  boolean cutsPower() {
    return this == POWER_CUT || this == POWER_CUT_AND_CONTROLLER_GONE;
  }

  /** Whether it can keep old files from being put back. */
  boolean bars() {
    return this == ETC_READ_ONLY || this == IMMUTABLE;
  }

  /** Whether the files may be neither the old nor the new ones: it changes them, or bars others. */
  boolean spoils() {
    return bars() || this == EDITED;
  }
}
