package io.portside.desired;

/** {@code portside_keep_containers}: whether containers run on through docker's restart. */
public enum KeepContainers {
  /** Where possible. */
  AUTO,
  /** Refuse the host where it is not possible. */
  REQUIRE,
  /** Let docker stop them. */
  OFF
}
