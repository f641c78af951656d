package io.portside.ssh;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.core.CoreModuleProperties;

/**
 * What the ssh configuration says of the connection itself.
 *
 * @param timeout {@code ConnectTimeout}
 * @param heartbeat {@code ServerAliveInterval}; empty: what is usual here, as zero is what ssh has
 *     where nothing is said
 * @param misses {@code ServerAliveCountMax}: answers to it that may stay out
 * @param family {@code AddressFamily}: {@code inet}, {@code inet6} or {@code any}
 * @param from {@code BindAddress}: an address of this machine
 */
record Link(
    Optional<Duration> timeout,
    Optional<Duration> heartbeat,
    int misses,
    String family,
    Optional<String> from) {
  private static final int USUAL_MISSES = 3;

  static Link of(SshConfig.Entry config) {
    return new Link(
        seconds(config, "connecttimeout"),
        seconds(config, "serveraliveinterval"),
        number(config, "serveralivecountmax").orElse(USUAL_MISSES),
        config.first("addressfamily").orElse("any"),
        config.first("bindaddress"));
  }

  private static Optional<Duration> seconds(SshConfig.Entry config, String keyword) {
    return number(config, keyword).filter(count -> count > 0).map(Duration::ofSeconds);
  }

  private static Optional<Integer> number(SshConfig.Entry config, String keyword) {
    return config.first(keyword).filter(v -> v.matches("[0-9]{1,9}")).map(Integer::valueOf);
  }

  boolean allows(InetAddress address) {
    return switch (family) {
      case "inet" -> address instanceof Inet4Address;
      case "inet6" -> !(address instanceof Inet4Address);
      default -> true;
    };
  }

  void applyTo(ClientSession session) {
    heartbeat.ifPresent(
        interval -> {
          CoreModuleProperties.HEARTBEAT_INTERVAL.set(session, interval);
          CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(session, misses);
        });
  }
}
