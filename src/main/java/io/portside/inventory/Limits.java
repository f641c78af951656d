package io.portside.inventory;

/**
 * How much an inventory may ask for. All are far above what real ones need, and keep a wrong path,
 * a digit too many or an ill-meant file from filling the memory or running for ever. The table in
 * {@code src/PROBLEMS.md} tells users.
 */
final class Limits {
  /** Of one file, and of what a script prints. */
  static final int FILE_BYTES = 16 << 20;

  /** Keys and values of one YAML or JSON document, aliases unfolded; fewer in a small heap. */
  static final int VALUES = (int) Math.min(1_000_000, Runtime.getRuntime().maxMemory() >> 10);

  /** Of one file: five for each host. */
  static final int LINES = 750_000;

  /** Characters of a line; strict JSON may have longer ones. */
  static final int LINE = 1 << 18;

  /** Of lists and dictionaries in one another, and of groups below groups. */
  static final int NESTING = 100;

  /** In all sources together, and in one range. */
  static final int HOSTS = 150_000;

  /** In all sources together. */
  static final int GROUPS = 10_000;

  /** Hosts times the groups they are in, directly or through children. */
  static final int MEMBERSHIPS = 10_000_000;

  /** Characters of a host's name or of a pattern; DNS allows 253. */
  static final int NAME_LENGTH = 1000;

  /** Directories in one another. */
  static final int DIRECTORY_DEPTH = 20;

  /** Directories below one source, links followed. */
  static final int FILES = 10_000;

  /** Characters of what {@code --graph} draws. */
  static final int GRAPH_TEXT = 16 << 20;

  /** For one call of an inventory script. */
  static final int SCRIPT_SECONDS = 120;

  /** How often matching one pattern may look at a character, for all names together. */
  static final int PATTERN_STEPS = 50_000_000;

  /** References that one variable may lead to, directly or through others. */
  static final int REFERENCES = 10_000;

  /** Variables that refer to one another in a row. */
  static final int REFERENCE_DEPTH = 50;

  /** Characters that a variable's references may add up to. */
  static final int REFERENCE_TEXT = 1 << 20;

  /** Problems told of one run; what is beyond is not read by anybody. */
  static final int PROBLEMS = 200;

  private Limits() {}
}
