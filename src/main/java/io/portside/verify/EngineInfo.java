package io.portside.verify;

/**
 * What {@code /info} tells; untrusted text.
 *
 * @param version of the engine, such as {@code 26.1.5}
 * @param stopped containers that neither run nor are paused
 */
public record EngineInfo(
    String version, int running, int paused, int stopped, int images, boolean liveRestore) {}
