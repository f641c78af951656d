package io.portside.inventory;

/** A password or passphrase: never in {@code toString}, so never in a log, report or exception. */
public final class Secret {
  private final String value;

  public Secret(String value) {
    this.value = value;
  }

  /** The secret itself; for the wire only. */
  public String reveal() {
    return value;
  }

  @Override
  public String toString() {
    return "(secret)";
  }
}
