package io.portside.report;

import java.util.SortedMap;

/**
 * A line of a list by the docker client's own field names; what a host said is in it as it came.
 *
 * @param fields such as {@code ID} and {@code Image}, and {@code Host}
 * @param labels for {@code .Label "…"}
 */
public record Row(SortedMap<String, String> fields, SortedMap<String, String> labels)
    implements ListLine {}
