package io.portside.ssh.config;

import java.util.Locale;

/**
 * PATTERNS of ssh_config(5): {@code *}, {@code ?}, and lists with {@code !}. The time is at most
 * the product of the lengths.
 */
final class Wildcards {
  private Wildcards() {}

  static boolean matches(String text, String pattern) {
    int t = 0;
    int p = 0;
    int star = -1;
    int mark = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        mark = t;
      } else if (p < pattern.length()
          && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++mark;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  /** One of the patterns between commas matches, and none with {@code !} before it. */
  static boolean listMatches(String text, String list) {
    boolean matches = false;
    for (String pattern : list.split(",", -1)) {
      if (pattern.startsWith("!") && matches(text, pattern.substring(1))) {
        return false;
      }
      matches |= matches(text, pattern);
    }
    return matches;
  }

  /** As {@link #listMatches}, in any case. */
  static boolean anyCaseMatches(String text, String list) {
    return listMatches(text.toLowerCase(Locale.ROOT), list.toLowerCase(Locale.ROOT));
  }
}
