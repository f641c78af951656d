package io.portside.facts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;

/** What the probe printed on a real host, with a frame changed here and there. */
public record RecordedProbe(List<Frames.Frame> frames) {

  /** A recorded output, by the name of its file. */
  public static RecordedProbe of(String name) {
    try (InputStream in = RecordedProbe.class.getResourceAsStream("/probes/" + name + ".txt")) {
      String output = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      return new RecordedProbe(Frames.parse(output).orElseThrow().all());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  public RecordedProbe with(String key, UnaryOperator<String> change) {
    List<Frames.Frame> changed = new ArrayList<>();
    for (Frames.Frame frame : frames) {
      changed.add(
          frame.key().equals(key) ? new Frames.Frame(key, change.apply(frame.raw())) : frame);
    }
    return new RecordedProbe(changed);
  }

  public RecordedProbe with(String key, String value) {
    RecordedProbe without = without(key);
    List<Frames.Frame> changed = new ArrayList<>(without.frames);
    changed.add(changed.size() - 1, new Frames.Frame(key, value));
    return new RecordedProbe(changed);
  }

  public RecordedProbe without(String key) {
    return new RecordedProbe(frames.stream().filter(f -> !f.key().equals(key)).toList());
  }

  /** A file as the probe shows it. */
  public RecordedProbe file(String path, String content) {
    return file(path, "regular file", content);
  }

  public RecordedProbe file(String path, String kind, String content) {
    List<Frames.Frame> changed = new ArrayList<>();
    for (Frames.Frame frame : frames) {
      switch (frame.key()) {
        case "stat" ->
            changed.add(
                new Frames.Frame(
                    "stat",
                    frame.raw() + "\n" + kind + "|644|0|0|" + content.length() + "|" + path));
        case "sha256" ->
            changed.add(
                new Frames.Frame("sha256", frame.raw() + "\n" + sha256(content) + "  " + path));
        default -> changed.add(frame);
      }
    }
    changed.add(
        changed.size() - 1,
        new Frames.Frame(
            "file:" + path,
            new String(content.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)));
    return new RecordedProbe(changed).withoutOlder("file:" + path);
  }

  /** Docker does not run. */
  public RecordedProbe stopped(String activeState, String result, String log) {
    return with(
            "units",
            u ->
                u.replaceFirst("ActiveState=active", "ActiveState=" + activeState)
                    .replaceFirst("Result=success", "Result=" + result)
                    .replaceFirst("MainPID=\\d+", "MainPID=0"))
        .with("pid", "0")
        .without("info")
        .without("running")
        .without("cmdline")
        .with("log", log);
  }

  public String output() {
    StringBuilder out = new StringBuilder();
    for (Frames.Frame f : frames) {
      out.append('@').append(f.key()).append(' ').append(f.raw().length()).append('\n');
      out.append(f.raw()).append('\n');
    }
    return out.toString();
  }

  public Facts facts() {
    return FactsParser.parse(output()).orElseThrow();
  }

  private RecordedProbe withoutOlder(String key) {
    List<Frames.Frame> kept = new ArrayList<>(frames);
    long same = kept.stream().filter(f -> f.key().equals(key)).count();
    if (same > 1) {
      kept.remove(kept.stream().filter(f -> f.key().equals(key)).findFirst().orElseThrow());
    }
    return new RecordedProbe(kept);
  }

  /** As the probe tells it of a file. */
  public static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
