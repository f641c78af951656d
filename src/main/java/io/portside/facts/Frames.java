package io.portside.facts;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The output of a remote script: frames of {@code @KEY LENGTH\nVALUE\n}, the length in bytes, so
 * that no value can pass for a frame. What a login shell prints before the first frame is skipped.
 */
public final class Frames {
  /** Far more than any script of ours sends; each costs memory, however short it is. */
  static final int LIMIT = 10_000;

  private static final String FIRST = "@portside 1\n1\n";

  private final List<Frame> frames;

  private Frames(List<Frame> frames) {
    this.frames = frames;
  }

  /**
   * One frame.
   *
   * @param raw the value, one char a byte
   */
  public record Frame(String key, String raw) {
    /** The value as UTF-8; what is not is replaced. */
    public String text() {
      return new String(raw.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
  }

  /**
   * Reads the frames of a whole output.
   *
   * @param output one char a byte
   * @return empty where a frame does not hold what it promises, or the script did not come to its
   *     end (a frame with the key {@code end})
   */
  public static Optional<Frames> parse(String output) {
    Frames frames = parseBroken(output);
    return frames.first("end").isPresent() ? Optional.of(frames) : Optional.empty();
  }

  /** The frames up to the first that is broken or cut off. */
  public static Frames parseBroken(String output) {
    List<Frame> found = new ArrayList<>();
    int at = output.indexOf(FIRST);
    while (at >= 0 && at < output.length() && output.charAt(at) == '@' && found.size() < LIMIT) {
      int line = output.indexOf('\n', at);
      int space = line < 0 ? -1 : output.lastIndexOf(' ', line);
      if (space <= at) {
        break;
      }
      String digits = output.substring(space + 1, line);
      if (!digits.matches("\\d{1,8}")) {
        break;
      }
      int end = line + 1 + Integer.parseInt(digits);
      if (end >= output.length() || output.charAt(end) != '\n') {
        break;
      }
      found.add(new Frame(output.substring(at + 1, space), output.substring(line + 1, end)));
      at = end + 1;
    }
    return new Frames(found);
  }

  /** In the order they came. */
  public List<Frame> all() {
    return frames;
  }

  /** The first frame's value with this key. */
  public Optional<String> first(String key) {
    return frames.stream().filter(f -> f.key().equals(key)).map(Frame::text).findFirst();
  }
}
