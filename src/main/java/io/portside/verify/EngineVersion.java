package io.portside.verify;

/**
 * What {@code /version} tells; untrusted text.
 *
 * @param version of the engine, such as {@code 26.1.5}
 * @param apiVersion the newest API it speaks, such as {@code 1.45}
 * @param minApiVersion the oldest
 */
public record EngineVersion(String version, String apiVersion, String minApiVersion) {}
