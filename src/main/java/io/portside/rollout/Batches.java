package io.portside.rollout;

import java.util.ArrayList;
import java.util.List;

/**
 * {@code --batches 1,10%,100%}: the sizes of the batches one after the other, as in Ansible's list
 * for {@code serial}. The last size repeats until all hosts have had their turn. A percentage is of
 * all of them, rounded down, but at least one host.
 */
public final class Batches {
  /** Every host at once. */
  public static final Batches ALL = parse("100%");

  private final List<Share> sizes;

  private Batches(List<Share> sizes) {
    this.sizes = List.copyOf(sizes);
  }

  /**
   * Reads the option's value.
   *
   * @throws io.portside.problem.InputException a size is not a number or percentage above zero
   */
  public static Batches parse(String written) {
    List<Share> sizes = new ArrayList<>();
    for (String size : written.split(",", -1)) {
      sizes.add(Share.parse("--batches", size, 1));
    }
    return new Batches(sizes);
  }

  /** Cuts the hosts into batches; none is empty, the order stays as far as they spread. */
  <T> List<List<T>> split(List<T> hosts, Spread<T> spread) {
    List<List<T>> batches = new ArrayList<>();
    for (List<T> left = new ArrayList<>(hosts); !left.isEmpty(); ) {
      Share size = sizes.get(Math.min(batches.size(), sizes.size() - 1));
      batches.add(spread.take(left, count(size, hosts.size())));
    }
    return batches;
  }

  private static int count(Share size, int all) {
    return size.percent() ? Math.max(1, (int) ((long) all * size.amount() / 100)) : size.amount();
  }
}
