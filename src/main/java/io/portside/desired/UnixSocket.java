package io.portside.desired;

/** {@code portside_unix_socket}: the local socket, which is always kept. */
public enum UnixSocket {
  /** {@code fd://} where docker.socket is in use, else {@code unix:///var/run/docker.sock}. */
  AUTO("auto"),
  FD("fd://"),
  UNIX("unix:///var/run/docker.sock");

  private final String text;

  UnixSocket(String text) {
    this.text = text;
  }

  /** As written in the variable and, but for {@code auto}, in daemon.json. */
  public String text() {
    return text;
  }
}
