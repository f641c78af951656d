package io.portside.inventory;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A variable's value and where it was set.
 *
 * @param node the value; never a missing node, a null value is a null node
 * @param origin {@code file:line} where known, else the file or the option
 */
public record Value(JsonNode node, String origin) {}
