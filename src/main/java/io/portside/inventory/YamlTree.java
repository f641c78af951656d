package io.portside.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import io.portside.problem.InputException;
import io.portside.problem.ProblemCode;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.AnchorNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * From SnakeYAML's nodes to a {@link Tree}: types and merge keys as PyYAML has them. Each node is
 * done once, whatever aliases point to it, so a document of aliases to aliases takes no time; what
 * it would unfold to is limited.
 */
final class YamlTree {
  private static final Tag UNSAFE = new Tag("!unsafe");

  private final SourceFile source;
  private final Problems problems;
  private final IdentityHashMap<Node, Optional<Tree>> done = new IdentityHashMap<>();

  YamlTree(SourceFile source, Problems problems) {
    this.source = source;
    this.problems = problems;
  }

  Tree convert(Node node) {
    Optional<Tree> known = done.get(node);
    if (known != null) {
      return known.orElseThrow(
          () -> fail(node, "an alias inside the value it stands for", "write the value out"));
    }
    done.put(node, Optional.empty());
    Tree tree =
        switch (node) {
          case ScalarNode scalar -> new Tree.Leaf(at(scalar), scalar(scalar));
          case SequenceNode sequence -> sequence(sequence);
          case MappingNode mapping -> mapping(mapping);
          case AnchorNode anchor -> convert(anchor.getRealNode());
          default -> throw fail(node, "a YAML construct that is not known here", "write it out");
        };
    if (tree.extent().depth() > Limits.NESTING || tree.extent().values() > Limits.VALUES) {
      throw fail(node, "nested too deep or unfolded too large", "use fewer aliases and levels");
    }
    tree = node.getTag().equals(UNSAFE) ? Marked.unsafe(tree) : tree;
    done.put(node, Optional.of(tree));
    return tree;
  }

  private JsonNode scalar(ScalarNode node) {
    return YamlScalar.value(node)
        .orElseThrow(
            () ->
                fail(
                    node,
                    "'" + node.getValue() + "' cannot be read as " + node.getTag().getValue(),
                    "put it in quotes if it is text"));
  }

  private Tree sequence(SequenceNode node) {
    requireTag(node, Tag.SEQ);
    List<Tree> items = new ArrayList<>();
    for (Node item : node.getValue()) {
      items.add(convert(item));
    }
    return Tree.items(at(node), items);
  }

  private Tree mapping(MappingNode node) {
    requireTag(node, Tag.MAP);
    Map<String, Tree.Entry> merged = new LinkedHashMap<>();
    Map<String, Tree.Entry> own = new LinkedHashMap<>();
    for (NodeTuple tuple : node.getValue()) {
      if (tuple.getKeyNode().getTag().equals(Tag.MERGE)) {
        merge(tuple.getValueNode(), merged);
        continue;
      }
      String key = key(tuple.getKeyNode());
      boolean text = tuple.getKeyNode().getTag().equals(Tag.STR);
      var entry = new Tree.Entry(at(tuple.getKeyNode()), text, convert(tuple.getValueNode()));
      if (own.put(key, entry) != null) {
        problems.warning(
            ProblemCode.INVENTORY_SYNTAX,
            source.where(entry.at()),
            "the key '" + key + "' is there twice; the last one counts, as in Ansible",
            "remove one of them");
      }
    }
    merged.putAll(own);
    return Tree.entries(at(node), merged);
  }

  /** The merge key: of a list of mappings the first has a key's say; the mapping's own beat all. */
  private void merge(Node value, Map<String, Tree.Entry> into) {
    List<Tree> mappings =
        convert(value) instanceof Tree.Items items ? items.items() : List.of(convert(value));
    for (Tree mapping : mappings.reversed()) {
      if (!(mapping instanceof Tree.Entries entries)) {
        throw fail(value, "<< needs a mapping or a list of mappings", "alias a mapping: <<: *name");
      }
      into.putAll(entries.entries());
    }
  }

  private String key(Node node) {
    if (!(node instanceof ScalarNode scalar)) {
      throw fail(
          node, "a key must be text", "put it in quotes; values that begin with {{ need them too");
    }
    JsonNode key = scalar(scalar);
    return key.asText();
  }

  private void requireTag(Node node, Tag tag) {
    if (!node.getTag().equals(tag) && !node.getTag().equals(UNSAFE)) {
      throw fail(node, "the tag " + node.getTag().getValue() + " is not known", "remove the tag");
    }
  }

  private InputException fail(Node node, String what, String hint) {
    return source.syntaxError(at(node), what, hint);
  }

  private static Position at(Node node) {
    return TreeReader.at(node.getStartMark());
  }
}
