package io.portside.report;

import java.util.Map;

/**
 * What a list is of.
 *
 * @param headers of the columns, by field
 * @param usual the format where none is given
 * @param labelled entries have labels
 */
public record RowKind(Map<String, String> headers, String usual, boolean labelled) {}
