package io.portside.lab;

/**
 * A container in a lab host.
 *
 * @param id 64 hexadecimal digits
 * @param pid of its first process, as the lab host counts: another one after a restart
 */
public record RunningContainer(String id, long pid) {}
