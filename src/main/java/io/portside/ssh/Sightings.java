package io.portside.ssh;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds a mark in what arrives piece by piece, looking at each byte a few times at most: a host
 * that sends single bytes must not make this side read all of them again with each.
 */
final class Sightings {
  private final Pattern mark;
  private final int longest;
  private String tail = "";

  /**
   * What to look for.
   *
   * @param longest chars that it can have
   */
  Sightings(String mark, int longest) {
    this.mark = Pattern.compile(mark);
    this.longest = longest;
  }

  /**
   * What a piece brought.
   *
   * @param marks that ended in it
   * @param rest what came after the first, or all
   */
  record Sighted(List<MatchResult> marks, String rest) {}

  Sighted in(byte[] bytes, int from, int length) {
    String text = tail + new String(bytes, from, length, StandardCharsets.ISO_8859_1);
    Matcher matcher = mark.matcher(text);
    List<MatchResult> marks = matcher.results().toList();
    tail = text.substring(Math.max(0, text.length() - (longest - 1)));
    return new Sighted(marks, marks.isEmpty() ? text : text.substring(marks.getFirst().end()));
  }
}
