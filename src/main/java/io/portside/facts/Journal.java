package io.portside.facts;

import java.util.Optional;

/**
 * The record of the last transaction on the host.
 *
 * @param id the transaction's
 * @param begun when and by whom, as the host wrote it
 * @param lastStep the last step begun
 * @param end {@code committed}, {@code rolled-back}, {@code rollback-failed}, {@code untouched};
 *     empty where it never ended
 * @param cause why it was put back
 * @param downtimeMs between docker's stop and its answering again; empty without a restart
 * @param kept the containers that ran kept their pids
 */
public record Journal(
    String id,
    String begun,
    String lastStep,
    Optional<String> end,
    Optional<String> cause,
    Optional<Long> downtimeMs,
    Optional<Boolean> kept) {

  static Optional<Journal> parse(String text) {
    String id = "";
    String begun = "";
    String step = "";
    Optional<String> end = Optional.empty();
    Optional<String> cause = Optional.empty();
    Optional<Long> downtimeMs = Optional.empty();
    Optional<Boolean> kept = Optional.empty();
    for (String line : text.split("\n", -1)) {
      String[] words = line.split(" ", 2);
      String value = words.length < 2 ? "" : words[1];
      switch (words[0]) {
        case "begin" -> {
          id = value.split(" ", 2)[0];
          begun = value.substring(id.length()).strip();
        }
        case "step" -> step = value;
        case "end" -> end = Optional.of(value);
        case "cause" -> cause = cause.or(() -> Optional.of(value));
        case "downtime" -> downtimeMs = Numbers.optional(value);
        case "kept" -> kept = Optional.of(value).filter(v -> !v.isEmpty()).map("yes"::equals);
        default -> {}
      }
    }
    return id.isEmpty()
        ? Optional.empty()
        : Optional.of(new Journal(id, begun, step, end, cause, downtimeMs, kept));
  }
}
