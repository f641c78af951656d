package io.portside.rollout;

import io.portside.problem.InputException;
import io.portside.problem.Problem;
import io.portside.problem.ProblemCode;
import java.util.regex.Pattern;

/**
 * A number of hosts, or a percentage of some hosts.
 *
 * @param amount at least 0; at most 100 where it is a percentage
 */
record Share(int amount, boolean percent) {
  private static final Pattern WRITTEN = Pattern.compile("[0-9]{1,9}%?");

  /**
   * Reads one number or percentage of an option.
   *
   * @param option the option's name, for the message
   * @param least the smallest number that makes sense
   * @throws InputException not a number, or out of range
   */
  static Share parse(String option, String written, int least) {
    String text = written.strip();
    if (WRITTEN.matcher(text).matches()) {
      boolean percent = text.endsWith("%");
      int amount = Integer.parseInt(percent ? text.substring(0, text.length() - 1) : text);
      if (amount >= least && (!percent || amount <= 100)) {
        return new Share(amount, percent);
      }
    }
    throw new InputException(
        new Problem(
            ProblemCode.BAD_OPTION,
            option,
            "'" + text + "' is neither a number from " + least + " nor a percentage up to 100%",
            "give hosts, such as 10, or a part of them, such as 10%"));
  }
}
