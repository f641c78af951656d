package io.portside.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what a user may have meant. */
public final class Suggestion {
  /** So much of a name's beginning is enough to know it by. */
  private static final int BEGINNING = 3;

  private Suggestion() {}

  /** The known name nearest to a word, if one is near enough to be a slip of the finger. */
  public static Optional<String> near(String word, Collection<String> known) {
    return near(word, known, (word.length() + 2) / 3)
        .or(
            () ->
                known.stream()
                    .filter(name -> word.length() >= BEGINNING && name.startsWith(word))
                    .min(Comparator.naturalOrder()));
  }

  /**
   * The nearest that at most so many slips make of the word.
   *
   * @param limit letters too many, missing, wrong or swapped
   */
  public static Optional<String> near(String word, Collection<String> known, int limit) {
    return known.stream()
        .filter(name -> Math.abs(name.length() - word.length()) <= limit)
        .filter(name -> distance(word, name) <= limit)
        .min(
            Comparator.comparingInt((String name) -> distance(word, name))
                .thenComparingInt(name -> Math.abs(name.length() - word.length()))
                .thenComparing(name -> name));
  }

  /** {@code did you mean 'web'?}, or the other hint where nothing is near. */
  public static String hint(String word, Collection<String> known, String otherwise) {
    return near(word, known).map(name -> "did you mean '" + name + "'?").orElse(otherwise);
  }

  /** Levenshtein's, with two neighbours swapped counted as one slip. */
  private static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 ? j : j == 0 ? i : step(a, b, cost, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int step(String a, String b, int[][] cost, int i, int j) {
    int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int best = Math.min(replaced, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
  }
}
