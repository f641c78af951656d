package io.portside.facts;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A listening TCP socket with its owner.
 *
 * @param address without brackets; {@code *} for any wildcard
 * @param program the owner's name; empty where not known
 * @param pid the owner's pid
 */
public record Listener(String address, int port, String program, OptionalInt pid) {
  private static final Pattern SS =
      Pattern.compile("^LISTEN\\s+\\d+\\s+\\d+\\s+(\\S+):(\\d+)\\s.*$");
  private static final Pattern SS_USER = Pattern.compile("\"([^\"]*)\",pid=(\\d+)");
  private static final Pattern NETSTAT =
      Pattern.compile(
          "^tcp6?\\s+\\d+\\s+\\d+\\s+(\\S+):(\\d+)\\s+\\S+\\s+LISTEN\\s+(?:(\\d+)/(.*)|-).*$");
  private static final Pattern PROC =
      Pattern.compile(
          "^\\s*\\d+:\\s+([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4})\\s+\\S+\\s+0A\\s+\\S+\\s+\\S+\\s+\\S+\\s+\\d+\\s+\\d+\\s+(\\d+)\\s.*$");

  /**
   * Reads what a tool printed.
   *
   * @param tool {@code ss}, {@code netstat} or {@code proc}
   * @param dockerdFds what dockerd has open, for {@code proc}, which names no owners
   */
  static List<Listener> parse(String tool, String output, String dockerdFds, int dockerdPid) {
    List<Listener> all = new ArrayList<>();
    for (String line : output.split("\n", -1)) {
      switch (tool) {
        case "ss" -> ofSs(line, all);
        case "netstat" -> ofNetstat(line, all);
        default -> ofProc(line, dockerdFds, dockerdPid, all);
      }
    }
    return List.copyOf(all);
  }

  private static void ofSs(String line, List<Listener> all) {
    Matcher m = SS.matcher(line);
    if (m.matches()) {
      Matcher user = SS_USER.matcher(line);
      boolean known = user.find();
      all.add(
          new Listener(
              address(m.group(1)),
              Numbers.intOr(m.group(2), 0),
              known ? user.group(1) : "",
              known ? OptionalInt.of(Numbers.intOr(user.group(2), 0)) : OptionalInt.empty()));
    }
  }

  private static void ofNetstat(String line, List<Listener> all) {
    Matcher m = NETSTAT.matcher(line);
    if (m.matches()) {
      boolean known = m.group(3) != null;
      all.add(
          new Listener(
              address(m.group(1)),
              Numbers.intOr(m.group(2), 0),
              known ? m.group(4).strip() : "",
              known ? OptionalInt.of(Numbers.intOr(m.group(3), 0)) : OptionalInt.empty()));
    }
  }

  private static void ofProc(String line, String fds, int dockerdPid, List<Listener> all) {
    Matcher m = PROC.matcher(line);
    if (m.matches()) {
      boolean dockerd = fds.contains("socket:[" + m.group(3) + "]");
      all.add(
          new Listener(
              hexAddress(m.group(1)),
              Integer.parseInt(m.group(2), 16),
              dockerd ? "dockerd" : "",
              dockerd ? OptionalInt.of(dockerdPid) : OptionalInt.empty()));
    }
  }

  private static String address(String text) {
    String bare = text.replaceAll("%[^\\]]*|[\\[\\]]", "");
    return switch (bare) {
      case "*", "0.0.0.0", "::" -> "*";
      default -> bare.startsWith("::ffff:") ? bare.substring(7) : bare;
    };
  }

  // proc(5): each 32 bits of the address in host byte order; little-endian on all that docker runs
  // on.
  private static String hexAddress(String hex) {
    if (hex.matches("0+")) {
      return "*";
    }
    byte[] bytes = new byte[hex.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      int from = (i / 4 * 4 + 3 - i % 4) * 2;
      bytes[i] = (byte) Integer.parseInt(hex.substring(from, from + 2), 16);
    }
    try {
      return address(InetAddress.getByAddress(bytes).getHostAddress());
    } catch (UnknownHostException e) {
      return hex;
    }
  }

  /** Whether dockerd owns it. */
  public boolean dockerd() {
    return program.equals("dockerd");
  }
}
