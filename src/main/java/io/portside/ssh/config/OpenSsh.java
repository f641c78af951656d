package io.portside.ssh.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The OpenSSH client of this machine, asked what it would do: {@code ssh -G}. */
public final class OpenSsh {
  private static final int SECONDS = 60;
  private static final int MAX_BYTES = 1 << 20;

  /** For reading what is still in the pipes; what {@code Match exec} left may hold them open. */
  private static final int GRACE_SECONDS = 2;

  private static final Pattern PLACE = Pattern.compile("(?m)^(\\S.*?):? line ([0-9]+): (.*)$");
  private static final List<String> ALWAYS_TOLD = List.of("hostname", "port", "user");

  private final String program;
  private final ReentrantLock lock = new ReentrantLock();
  private Optional<Map<String, List<String>>> defaults = Optional.empty();

  /**
   * A client.
   *
   * @param program its name or path
   */
  public OpenSsh(String program) {
    this.program = program;
  }

  /** Its answer, without what is left at its defaults; none where it is not installed. */
  public Optional<Resolution> ask(Question question) {
    return printed(question)
        .map(
            answer ->
                answer instanceof Resolution.Known(var values)
                    ? new Resolution.Known(chosen(values))
                    : answer);
  }

  /** What it does where nothing is configured; empty where it is not installed. */
  public Map<String, List<String>> defaults() {
    lock.lock();
    try {
      Map<String, List<String>> known =
          defaults.orElseGet(
              () ->
                  printed(
                                  new Question(
                                      Optional.of("none"),
                                      "localhost",
                                      Optional.empty(),
                                      Optional.empty(),
                                      List.of()))
                              .orElse(new Resolution.Unsure(""))
                          instanceof Resolution.Known(var values)
                      ? values
                      : Map.of());
      defaults = Optional.of(known);
      return known;
    } finally {
      lock.unlock();
    }
  }

  private Map<String, List<String>> chosen(Map<String, List<String>> values) {
    Map<String, List<String>> chosen = new LinkedHashMap<>(values);
    Map<String, List<String>> usual = defaults();
    chosen.keySet().retainAll(Keywords.FOLLOWED.keySet());
    chosen
        .entrySet()
        .removeIf(
            entry ->
                !ALWAYS_TOLD.contains(entry.getKey())
                    && entry.getValue().equals(usual.get(entry.getKey())));
    return Map.copyOf(chosen);
  }

  private Optional<Resolution> printed(Question question) {
    Process process;
    try {
      process = new ProcessBuilder(command(question)).start();
    } catch (IOException e) {
      return Optional.empty();
    }
    try {
      process.getOutputStream().close();
      CompletableFuture<String> out = text(process.getInputStream());
      CompletableFuture<String> err = text(process.getErrorStream());
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        return Optional.of(failed("ssh -G did not end within " + SECONDS + " s"));
      }
      return Optional.of(
          process.exitValue() == 0
              ? new Resolution.Known(parse(out.get(GRACE_SECONDS, TimeUnit.SECONDS)))
              : failed(err.get(GRACE_SECONDS, TimeUnit.SECONDS)));
    } catch (IOException | ExecutionException | TimeoutException e) {
      return Optional.of(failed(e.toString()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of(failed("interrupted"));
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private List<String> command(Question question) {
    List<String> command = new ArrayList<>(List.of(program, "-G"));
    question.file().ifPresent(file -> command.addAll(List.of("-F", file)));
    question.options().forEach(option -> command.addAll(List.of("-o", option)));
    question.port().ifPresent(port -> command.addAll(List.of("-p", port.toString())));
    question.user().ifPresent(user -> command.addAll(List.of("-l", user)));
    command.addAll(List.of("--", question.host()));
    return command;
  }

  private static CompletableFuture<String> text(InputStream stream) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (stream) {
            byte[] bytes = stream.readNBytes(MAX_BYTES);
            stream.transferTo(OutputStream.nullOutputStream());
            return new String(bytes, StandardCharsets.UTF_8);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        Thread::startVirtualThread);
  }

  private static Resolution failed(String words) {
    Matcher place = PLACE.matcher(words);
    return new Resolution.Invalid(
        place.find()
            ? Stop.problem(place.group(1) + ":" + place.group(2), place.group(3))
            : Stop.problem("", words.lines().reduce("", (_, last) -> last)));
  }

  /** Lines of {@code keyword value}. */
  private static Map<String, List<String>> parse(String output) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String line : output.lines().toList()) {
      int space = line.indexOf(' ');
      if (space > 0) {
        values
            .computeIfAbsent(
                line.substring(0, space).toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
            .add(line.substring(space + 1).strip());
      }
    }
    return values;
  }
}
