package io.portside.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses what a misspelt name was meant to be. */
public final class Suggestion {
  private Suggestion() {}

  /** {@code did you mean X?} with the nearest name, where one is near. */
  public static Optional<String> didYouMean(String name, Collection<String> known) {
    int near = Math.max(1, name.length() / 3);
    return known.stream()
        .filter(k -> distance(name, k) <= near)
        .min(Comparator.comparingInt(k -> distance(name, k)))
        .map(k -> "did you mean " + k + "?");
  }

  /** Levenshtein's distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
