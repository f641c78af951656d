package io.portside.lab;

import java.util.List;
import java.util.stream.IntStream;

/** What a lab host can be: a Debian suite with the Docker it ships, and an init. */
public enum LabImage {
  /**
   * Docker 20.10.24 (no {@code dockerd --validate}), systemd 252; with other shells to log in to.
   */
  BOOKWORM("bookworm", "bookworm", "systemd systemd-sysv dbus tcsh fish"),

  /** Docker 26.1.5, systemd 257, which wants cgroup v2; the CLI is a package of its own. */
  TRIXIE("trixie", "trixie", "systemd systemd-sysv dbus docker-cli"),

  /** Docker 20.10.24 under sysvinit: {@code /etc/init.d/docker}, {@code /etc/default/docker}. */
  BOOKWORM_SYSVINIT("bookworm-sysvinit", "bookworm", "sysvinit-core"),

  /** Docker 20.10.5, systemd 247. */
  BULLSEYE("bullseye", "bullseye", "systemd systemd-sysv dbus"),

  /** Docker 28.5.2, systemd 262; Debian's next release, so the versions grow until it is out. */
  FORKY("forky", "forky", "systemd systemd-sysv dbus docker-cli");

  /** BusyBox is there to make a container image of, as no registry is needed then. */
  private static final String COMMON =
      "openssh-server sudo iproute2 net-tools procps iptables ca-certificates docker.io"
          + " busybox-static";

  private final String label;
  private final String suite;
  private final String packages;

  LabImage(String label, String suite, String packages) {
    this.label = label;
    this.suite = suite;
    this.packages = packages;
  }

  /**
   * Images for some hosts: each in turn. Three hosts see the kinds that differ most, the first is
   * the most common one; five see all there is.
   *
   * @param hosts how many, at least 1
   */
  public static List<LabImage> mixed(int hosts) {
    return IntStream.range(0, hosts).mapToObj(i -> values()[i % values().length]).toList();
  }

  /** Its name in image tags and progress lines, such as {@code bookworm-sysvinit}. */
  public String label() {
    return label;
  }

  /** The Debian release. */
  String suite() {
    return suite;
  }

  /** The Debian packages it is made of, separated by spaces. */
  String packages() {
    return packages + " " + COMMON;
  }

  /** Whether PID 1 is systemd. */
  public boolean systemd() {
    return packages.contains("systemd");
  }
}
