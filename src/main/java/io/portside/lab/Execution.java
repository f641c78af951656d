package io.portside.lab;

/**
 * How a command in a lab host ended.
 *
 * @param exitCode 0 to 255
 * @param output stdout, then stderr; UTF-8
 */
public record Execution(int exitCode, String output) {

  /** Whether it ended with 0. */
  public boolean succeeded() {
    return exitCode == 0;
  }
}
