package io.portside.ssh;

/**
 * What a remote command left behind; untrusted.
 *
 * @param exitStatus 0 to 255; 128 + n where it died of signal n
 * @param stdout bounded bytes, as they came
 * @param stderr bounded text, cleaned of control characters
 */
public record Output(int exitStatus, byte[] stdout, String stderr) {}
