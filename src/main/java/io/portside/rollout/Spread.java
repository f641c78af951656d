package io.portside.rollout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * {@code --spread-by}: all hosts of one place, such as a rack, are never in one batch, unless the
 * place has no other host. A host that would make its place complete waits for the next batch; else
 * the order stays. Where all are at stake that costs a batch more.
 *
 * @param place of a host; empty: it may be in any batch
 * @param sizes how many hosts each place has, also those that are not at stake
 */
record Spread<T>(Function<T, Optional<String>> place, Map<String, Long> sizes) {

  /** Of all hosts of a run. */
  static <T> Spread<T> over(List<T> hosts, Function<T, Optional<String>> place) {
    return new Spread<>(
        place,
        hosts.stream()
            .flatMap(host -> place.apply(host).stream())
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting())));
  }

  /** Takes the next batch out of the hosts left: at least one, at most so many. */
  List<T> take(List<T> left, int size) {
    Map<String, Long> taken = new HashMap<>();
    List<T> batch = new ArrayList<>();
    for (Iterator<T> hosts = left.iterator(); hosts.hasNext() && batch.size() < size; ) {
      T host = hosts.next();
      Optional<String> at = place.apply(host);
      long together = at.map(name -> taken.getOrDefault(name, 0L) + 1).orElse(0L);
      long all = at.map(sizes::get).orElse(0L);
      if (all <= 1 || together < all) {
        at.ifPresent(name -> taken.put(name, together));
        batch.add(host);
      }
    }
    left.removeAll(new HashSet<>(batch));
    return batch;
  }
}
