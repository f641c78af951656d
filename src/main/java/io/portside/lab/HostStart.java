package io.portside.lab;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;

/** Waits until a lab host is what a user would call up: booted, Docker answers, sshd answers. */
final class HostStart extends AbstractWaitStrategy {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration POLL = Duration.ofMillis(200);

  @Override
  protected void waitUntilReady() {
    LabHost host = (LabHost) waitStrategyTarget;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    String missing = missing(host);
    while (!missing.isEmpty()) {
      if (!host.isRunning()) {
        throw new ContainerLaunchException(host.name() + " ended: " + host.getLogs().strip());
      }
      if (System.nanoTime() > deadline) {
        throw new ContainerLaunchException(
            "%s is not up after %d s: %s".formatted(host.name(), PATIENCE.toSeconds(), missing));
      }
      pause();
      missing = missing(host);
    }
  }

  /** What still keeps the host from being up; empty when it is. */
  private static String missing(LabHost host) {
    String inside =
        host.exec("sh", "-c", new String(Recipe.resource("ready.sh"), UTF_8)).output().strip();
    return inside.isEmpty() && !greets(host.address())
        ? "sshd does not answer on " + host.address() + ":22 from this machine"
        : inside;
  }

  /** Whether an SSH server says its version there, see RFC 4253, section 4.2. */
  private static boolean greets(String address) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, 22), 2000);
      socket.setSoTimeout(2000);
      return new String(socket.getInputStream().readNBytes(4), US_ASCII).equals("SSH-");
    } catch (IOException e) {
      return false;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(POLL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ContainerLaunchException("Interrupted", e);
    }
  }
}
