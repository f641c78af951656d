package io.portside.facts;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what {@code probe.sh} prints. Pure. */
public final class FactsParser {
  private final Frames frames;
  private final Map<String, HostFile> files = new LinkedHashMap<>();

  private FactsParser(Frames frames) {
    this.frames = frames;
    readFiles();
  }

  /**
   * The facts of a probe's output.
   *
   * @param output one char a byte
   * @return empty where it is cut off or not a probe's
   */
  public static Optional<Facts> parse(String output) {
    return Frames.parse(output).map(frames -> new FactsParser(frames).facts());
  }

  private Facts facts() {
    Facts.Init init =
        switch (text("init")) {
          case "systemd" -> Facts.Init.SYSTEMD;
          case "sysvinit" -> Facts.Init.SYSVINIT;
          default -> Facts.Init.OTHER;
        };
    String[] units = text("units").split("\n\n", 3);
    Unit service = init == Facts.Init.SYSTEMD ? Unit.of(units[0]) : Unit.NONE;
    Unit socket = units.length > 1 ? Unit.of(units[1]) : Unit.NONE;
    Unit containerd = units.length > 2 ? Unit.of(units[2]) : Unit.NONE;
    int pid = service.mainPid() != 0 ? service.mainPid() : Numbers.intOr(text("pid"), 0);
    Optional<Engine> engine = frames.first("info").flatMap(Engine::parse);
    return new Facts(
        text("uid").equals("0"),
        words(text("tools")),
        text("dockerd"),
        engine.map(Engine::version).orElseGet(this::version),
        init,
        service,
        socket,
        containerd,
        pid,
        lines(text("cmdline")),
        Map.copyOf(files),
        listeners(pid),
        InterfaceAddress.parse(text("addresses")),
        engine,
        Container.parse(text("running")),
        text("log"),
        words(text("other")),
        words(text("firewalls")),
        text("rules"),
        frames.first("socket").isPresent(),
        frames.first("journal").flatMap(Journal::parse),
        frames.first("lock"),
        backup());
  }

  /** From {@code Docker version 20.10.24+dfsg1, build 5d6db84}. */
  private String version() {
    String said = text("version");
    int comma = said.indexOf(',');
    return said.startsWith("Docker version ") && comma > 0 ? said.substring(15, comma) : "";
  }

  private List<Listener> listeners(int pid) {
    return frames.all().stream()
        .filter(f -> f.key().startsWith("listeners:"))
        .findFirst()
        .map(f -> Listener.parse(f.key().substring(10), f.text(), text("fds"), pid))
        .orElse(List.of());
  }

  private Optional<Backup> backup() {
    return frames.all().stream()
        .filter(f -> f.key().startsWith("backup:"))
        .findFirst()
        .flatMap(f -> Backup.parse(f.key().substring(7), f.text(), text("left")));
  }

  private void readFiles() {
    Map<String, String> sums = new HashMap<>();
    Map<String, String> contents = new HashMap<>();
    for (Frames.Frame frame : frames.all()) {
      if (frame.key().equals("sha256")) {
        lines(frame.text()).stream()
            .filter(l -> l.length() > 66)
            .forEach(l -> sums.put(l.substring(66), l.substring(0, 64)));
      } else if (frame.key().startsWith("file:")) {
        contents.put(frame.key().substring(5), frame.raw());
      }
    }
    for (Frames.Frame frame : frames.all()) {
      if (frame.key().equals("stat")) {
        lines(frame.text()).forEach(line -> readFile(line, sums, contents));
      }
    }
  }

  private void readFile(String stat, Map<String, String> sums, Map<String, String> contents) {
    String[] parts = stat.split("\\|", 6);
    if (parts.length < 6) {
      return;
    }
    String path = parts[5];
    String sum = sums.getOrDefault(path, "").toLowerCase(Locale.ROOT);
    files.put(
        path,
        new HostFile(
            path,
            parts[0],
            parts[1],
            Numbers.intOr(parts[2], 0),
            Numbers.intOr(parts[3], 0),
            sum,
            Optional.ofNullable(contents.get(path)).flatMap(raw -> whole(raw, sum))));
  }

  // A shell drops NUL, and the probe cuts what is too long: the digest tells.
  private static Optional<String> whole(String raw, String sum) {
    try {
      byte[] bytes = raw.getBytes(StandardCharsets.ISO_8859_1);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest).equals(sum)
          ? Optional.of(
              StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString())
          : Optional.empty();
    } catch (CharacterCodingException e) {
      return Optional.empty();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  private String text(String key) {
    return frames.first(key).orElse("");
  }

  private static List<String> lines(String text) {
    return text.lines().filter(l -> !l.isEmpty()).toList();
  }

  private static Set<String> words(String text) {
    return Set.copyOf(
        Arrays.stream(text.split(" ", -1)).filter(w -> !w.isEmpty()).distinct().toList());
  }
}
