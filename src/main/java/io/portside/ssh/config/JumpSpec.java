package io.portside.ssh.config;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One host in a {@code ProxyJump}: {@code [user@]host[:port]} or {@code ssh://[user@]host[:port]}
 * (ssh_config(5)).
 *
 * @param host a name or an address, without brackets
 */
public record JumpSpec(Optional<String> user, String host, Optional<Integer> port) {
  private static final Pattern SPEC =
      Pattern.compile(
          "(?<uri>ssh://)?(?:(?<user>.+)@)?(?:\\[(?<v6>[^\\[\\]]+)]|(?<host>[^\\[\\]:@/]+))"
              + "(?::(?<port>[0-9]{1,5}))?/?");

  /**
   * The hosts in the order in which they are passed.
   *
   * @throws IllegalArgumentException naming the part that is no such thing
   */
  public static List<JumpSpec> parse(String jumps) {
    return Arrays.stream(jumps.split(",", -1)).map(String::strip).map(JumpSpec::one).toList();
  }

  private static JumpSpec one(String text) {
    Matcher matcher = SPEC.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + text + "' is not [user@]host[:port]");
    }
    Optional<Integer> port = Optional.ofNullable(matcher.group("port")).map(Integer::valueOf);
    if (port.filter(number -> number < 1 || number > 65535).isPresent()) {
      throw new IllegalArgumentException("'" + text + "' has a port out of range");
    }
    boolean uri = matcher.group("uri") != null;
    return new JumpSpec(
        Optional.ofNullable(matcher.group("user")).map(user -> uri ? decoded(user) : user),
        Optional.ofNullable(matcher.group("v6")).orElseGet(() -> matcher.group("host")),
        port);
  }

  /** A plus sign is itself in the user part of a URI. */
  private static String decoded(String user) {
    return URLDecoder.decode(user.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** In a form that {@link #parse} takes. */
  public String written() {
    return user.map(name -> name + "@").orElse("")
        + (host.contains(":") ? "[" + host + "]" : host)
        + port.map(number -> ":" + number).orElse("");
  }
}
