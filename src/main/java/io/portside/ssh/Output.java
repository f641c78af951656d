package io.portside.ssh;

/**
 * What a remote command left behind; untrusted.
 *
 * @param exitStatus 0 to 255; 128 + n where it died of signal n
 * @param stdout bounded; one char per byte (ISO-8859-1), so that frames which count bytes can be
 *     read
 * @param stderr bounded text, cleaned of control characters
 */
public record Output(int exitStatus, String stdout, String stderr) {}
