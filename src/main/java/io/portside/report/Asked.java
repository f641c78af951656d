package io.portside.report;

import java.time.Instant;

/**
 * Which command a document is of, and when it ran.
 *
 * @param version Portside's
 */
public record Asked(String version, String command, Instant started, Instant finished) {}
