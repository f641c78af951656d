package io.portside.inventory;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Variables that lie over others, which many hosts share: as if put into a copy of those, but
 * without the copy.
 */
final class Layered extends AbstractMap<String, Value> {
  private final Map<String, Value> over;
  private final Map<String, Value> under;

  Layered(Map<String, Value> over, Map<String, Value> under) {
    this.over = over;
    this.under = under;
  }

  Map<String, Value> over() {
    return over;
  }

  Map<String, Value> under() {
    return under;
  }

  @Override
  public @Nullable Value get(@Nullable Object name) {
    Value found = over.get(name);
    return found == null ? under.get(name) : found;
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return over.containsKey(name) || under.containsKey(name);
  }

  @Override
  public void forEach(BiConsumer<? super String, ? super Value> action) {
    under.forEach((name, value) -> action.accept(name, over.getOrDefault(name, value)));
    over.forEach(
        (name, value) -> {
          if (!under.containsKey(name)) {
            action.accept(name, value);
          }
        });
  }

  @Override
  public Set<Map.Entry<String, Value>> entrySet() {
    Map<String, Value> all = new LinkedHashMap<>();
    forEach(all::put);
    return Collections.unmodifiableMap(all).entrySet();
  }
}
