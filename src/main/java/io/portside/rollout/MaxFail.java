package io.portside.rollout;

/**
 * {@code --max-fail N} or {@code N%}: how many hosts of a batch may fail before the rollout stops.
 * As with Ansible's {@code max_fail_percentage}, a percentage is of the batch, not of all hosts,
 * and must be exceeded, not just reached.
 */
public final class MaxFail {
  private final Share share;

  private MaxFail(Share share) {
    this.share = share;
  }

  /**
   * Reads the option's value.
   *
   * @throws io.portside.problem.InputException not a number or percentage
   */
  public static MaxFail parse(String written) {
    return new MaxFail(Share.parse("--max-fail", written, 0));
  }

  boolean exceeded(long failed, int batch) {
    return share.percent() ? failed * 100 > (long) batch * share.amount() : failed > share.amount();
  }
}
