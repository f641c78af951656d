package io.portside.inventory;

import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Which type a plain scalar has: YAML 1.1 as PyYAML reads it ({@code yaml/resolver.py}), since that
 * is what Ansible's users wrote for. SnakeYAML's own differ, {@code 1e3} for one is text to PyYAML.
 */
final class YamlResolver extends Resolver {
  private static final Pattern BOOLEAN =
      Pattern.compile("yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF");
  private static final Pattern FLOATING =
      Pattern.compile(
          "[-+]?[0-9][0-9_]*\\.[0-9_]*(?:[eE][-+][0-9]+)?"
              + "|\\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?"
              + "|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\\.[0-9_]*"
              + "|[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)");
  private static final Pattern INTEGER =
      Pattern.compile(
          "[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)"
              + "|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+");
  private static final Pattern NOTHING = Pattern.compile("~|null|Null|NULL|");
  private static final Pattern TIME =
      Pattern.compile(
          "[0-9]{4}-[0-9]{2}-[0-9]{2}"
              + "|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \\t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}"
              + "(?:\\.[0-9]*)?(?:[ \\t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?");

  @Override
  protected void addImplicitResolvers() {
    add(Tag.BOOL, BOOLEAN, "yYnNtTfFoO");
    add(Tag.FLOAT, FLOATING, "-+0123456789.");
    add(Tag.INT, INTEGER, "-+0123456789");
    add(Tag.MERGE, MERGE, "<");
    add(Tag.NULL, NOTHING, "~nN\0");
    addImplicitResolver(Tag.NULL, EMPTY, null);
    add(Tag.TIMESTAMP, TIME, "0123456789");
    add(new Tag("tag:yaml.org,2002:value"), VALUE, "=");
  }

  /** The matcher's stack grows with the text, and nothing so long is a number. */
  @Override
  public Tag resolve(NodeId kind, String value, boolean implicit) {
    boolean text = kind == NodeId.scalar && implicit && value.length() > Numbers.MAX_DIGITS;
    return text ? Tag.STR : super.resolve(kind, value, implicit);
  }

  private void add(Tag tag, Pattern pattern, String firstCharacters) {
    addImplicitResolver(tag, Pattern.compile("^(?:" + pattern + ")$"), firstCharacters);
  }
}
