package io.portside.verify;

import java.time.Instant;

/**
 * An image under one of its tags, as {@code /images/json} lists it; all text is untrusted.
 *
 * @param repository such as {@code registry:5000/app}, or {@code <none>}
 * @param tag such as {@code 1.2}, or {@code <none>}
 * @param digest of the repository's manifest, such as {@code sha256:…}, or {@code <none>}
 * @param id with its algorithm, such as {@code sha256:…}
 * @param size in bytes
 */
public record Image(
    String repository, String tag, String digest, String id, Instant created, long size) {}
