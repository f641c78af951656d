package io.portside.inventory;

import java.util.Comparator;

/** Python's order of text: by code point. Java's own order puts emoji before some letters. */
final class CodePoints {
  static final Comparator<String> ORDER =
      (a, b) -> {
        int i = 0;
        while (i < a.length() && i < b.length()) {
          int left = a.codePointAt(i);
          int right = b.codePointAt(i);
          if (left != right) {
            return Integer.compare(left, right);
          }
          i += Character.charCount(left);
        }
        return Integer.compare(a.length(), b.length());
      };

  private CodePoints() {}
}
