package io.portside.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the entries of the API's lists; what is missing or of another type reads as empty. */
final class Listing {
  /**
   * Seconds; a little over 3000 years from 1970, beyond which {@link Instant} is of no use here.
   */
  private static final long LATEST = 100_000_000_000L;

  private Listing() {}

  static Container container(JsonNode node) {
    List<Container.Port> ports = new ArrayList<>();
    for (JsonNode port : node.path("Ports")) {
      ports.add(port(port));
    }
    List<String> names = new ArrayList<>();
    for (JsonNode name : node.path("Names")) {
      names.add(name.asText());
    }
    return new Container(
        node.path("Id").asText(),
        node.path("Image").asText(),
        node.path("Command").asText(),
        created(node),
        node.path("Status").asText(),
        List.copyOf(ports),
        List.copyOf(names));
  }

  /** One for each tag; an image without any is there all the same. */
  static List<Image> images(JsonNode node) {
    List<Image> images = new ArrayList<>();
    for (JsonNode tag : node.path("RepoTags")) {
      // The last colon: one before it belongs to a registry's port.
      String name = tag.asText();
      int colon = name.lastIndexOf(':');
      images.add(
          colon < 0
              ? image(node, name, "<none>")
              : image(node, name.substring(0, colon), name.substring(colon + 1)));
    }
    return images.isEmpty() ? List.of(image(node, "<none>", "<none>")) : images;
  }

  private static Image image(JsonNode node, String repository, String tag) {
    return new Image(
        repository, tag, node.path("Id").asText(), created(node), node.path("Size").asLong());
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

  private static Instant created(JsonNode node) {
    return Instant.ofEpochSecond(Math.clamp(node.path("Created").asLong(), 0, LATEST));
  }
}
