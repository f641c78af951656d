package io.portside.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the entries of the API's lists; what is missing or of another type reads as empty. */
final class Listing {
  /**
   * Seconds; a little over 3000 years from 1970, beyond which {@link Instant} is of no use here.
   */
  private static final long LATEST = 100_000_000_000L;

  private static final String NONE = "<none>";

  private Listing() {}

  static Container container(JsonNode node) {
    List<Container.Port> ports = new ArrayList<>();
    node.path("Ports").forEach(port -> ports.add(port(port)));
    List<Container.Mount> mounts = new ArrayList<>();
    node.path("Mounts").forEach(mount -> mounts.add(mount(mount)));
    List<String> networks = new ArrayList<>();
    node.path("NetworkSettings").path("Networks").fieldNames().forEachRemaining(networks::add);
    return new Container(
        node.path("Id").asText(),
        node.path("Image").asText(),
        node.path("ImageID").asText(),
        node.path("Command").asText(),
        created(node),
        node.path("State").asText(),
        node.path("Status").asText(),
        List.copyOf(ports),
        texts(node.path("Names")),
        labels(node.path("Labels")),
        List.copyOf(mounts),
        networks.stream().sorted().toList(),
        new Container.Size(node.path("SizeRw").asLong(), node.path("SizeRootFs").asLong()));
  }

  /** One for each tag; an image without any is there all the same. */
  static List<Image> images(JsonNode node) {
    Map<String, String> digests = new LinkedHashMap<>();
    for (String reference : texts(node.path("RepoDigests"))) {
      int at = reference.indexOf('@');
      if (at > 0 && !reference.startsWith(NONE)) {
        digests.putIfAbsent(reference.substring(0, at), reference.substring(at + 1));
      }
    }
    List<Image> images = new ArrayList<>();
    Map<String, String> untagged = new LinkedHashMap<>(digests);
    for (String name : texts(node.path("RepoTags"))) {
      // The last colon: one before it belongs to a registry's port.
      int colon = name.lastIndexOf(':');
      String repository = colon < 0 ? name : name.substring(0, colon);
      if (!repository.equals(NONE)) {
        String tag = colon < 0 ? NONE : name.substring(colon + 1);
        images.add(image(node, repository, tag, digests.getOrDefault(repository, NONE)));
        untagged.remove(repository);
      }
    }
    untagged.forEach((repository, digest) -> images.add(image(node, repository, NONE, digest)));
    return images.isEmpty() ? List.of(image(node, NONE, NONE, NONE)) : images;
  }

  private static Image image(JsonNode node, String repository, String tag, String digest) {
    return new Image(
        repository,
        tag,
        digest,
        node.path("Id").asText(),
        created(node),
        node.path("Size").asLong());
  }

  private static Container.Port port(JsonNode node) {
    JsonNode published = node.path("PublicPort");
    return new Container.Port(
        node.path("PrivatePort").asInt(),
        published.isInt() && published.asInt() > 0
            ? Optional.of(published.asInt())
            : Optional.empty(),
        node.path("IP").asText(),
        node.path("Type").asText());
  }

  private static Container.Mount mount(JsonNode node) {
    return new Container.Mount(
        node.path("Name").asText(), node.path("Source").asText(), node.path("Driver").asText());
  }

  private static SortedMap<String, String> labels(JsonNode node) {
    SortedMap<String, String> labels = new TreeMap<>();
    node.properties().forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
    return Collections.unmodifiableSortedMap(labels);
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asText()));
    return List.copyOf(texts);
  }

  private static Instant created(JsonNode node) {
    return Instant.ofEpochSecond(Math.clamp(node.path("Created").asLong(), 0, LATEST));
  }
}
