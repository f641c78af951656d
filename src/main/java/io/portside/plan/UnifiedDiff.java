package io.portside.plan;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.List;

/** A file's change as {@code diff -u} shows it; the texts are what a host said, untrusted. */
public final class UnifiedDiff {
  private static final int CONTEXT = 3;

  private UnifiedDiff() {}

  /** Lines end in line feeds; a file that is not there is {@code /dev/null}. */
  public static String of(FileChange change) {
    List<String> before = change.before().orElse("").lines().toList();
    List<String> after = change.after().orElse("").lines().toList();
    List<String> lines =
        UnifiedDiffUtils.generateUnifiedDiff(
            change.before().isPresent() ? change.path() : "/dev/null",
            change.after().isPresent() ? change.path() : "/dev/null",
            before,
            DiffUtils.diff(before, after),
            CONTEXT);
    return String.join("\n", lines) + "\n";
  }
}
