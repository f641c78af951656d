package io.portside.ssh.config;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The files of the configuration, each read and searched for once in a run. */
final class ConfigFiles {
  private static final long MAX_WEIGHT = 32 << 20;

  private sealed interface Found {
    record Present(ConfigFile file) implements Found {}

    record Missing() implements Found {}

    record Unusable(Stop stop) implements Found {}
  }

  private record Asked(Path path, boolean checked) {}

  private final LocalUser user;
  private final Map<Asked, Found> files = new ConcurrentHashMap<>();
  private final Map<String, List<Path>> searched = new ConcurrentHashMap<>();
  private final AtomicLong weight = new AtomicLong();

  ConfigFiles(LocalUser user) {
    this.user = user;
  }

  /**
   * A file.
   *
   * @param checked only where nobody else can write it
   * @return empty where there is none
   */
  Optional<ConfigFile> file(Path path, boolean checked) throws Stop {
    return switch (files.computeIfAbsent(new Asked(path, checked), this::look)) {
      case Found.Present(var file) -> Optional.of(file);
      case Found.Missing() -> Optional.empty();
      case Found.Unusable(var stop) -> throw stop;
    };
  }

  /** The files that a pattern of {@code Include} names. */
  List<Path> named(String pattern) {
    return searched.computeIfAbsent(pattern, Glob::files);
  }

  private Found look(Asked asked) {
    Path path = asked.path();
    try {
      ConfigFile file = ConfigFile.read(path);
      if (weight.addAndGet(file.weight()) > MAX_WEIGHT) {
        String reason = "its files take more than " + (MAX_WEIGHT >> 20) + " MiB together";
        return new Found.Unusable(Stop.tooMuch(path.toString(), reason));
      }
      if (asked.checked() && !ConfigFile.trustworthy(path, user)) {
        return new Found.Unusable(
            Stop.invalid(
                path.toString(), "bad owner or permissions: others than its user may write it"));
      }
      return new Found.Present(file);
    } catch (NoSuchFileException e) {
      return new Found.Missing();
    } catch (IOException e) {
      return new Found.Unusable(
          Stop.invalid(path.toString(), "it cannot be read: " + e.getMessage()));
    }
  }
}
