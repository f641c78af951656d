package io.portside.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.portside.rollout.HostAnswer;
import io.portside.verify.Container;
import io.portside.verify.Image;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * What {@code ps} and {@code images} found, for programs. Its fields are a contract: more may be
 * added, none changes its meaning.
 */
public final class AnswersJson {
  private AnswersJson() {}

  /** {@code containers} of each host. */
  public static String containers(Asked asked, List<HostAnswer<Container>> answers) {
    return text(asked, answers, "containers", AnswersJson::put);
  }

  /** {@code images} of each host. */
  public static String images(Asked asked, List<HostAnswer<Image>> answers) {
    return text(asked, answers, "images", AnswersJson::put);
  }

  private static <T> String text(
      Asked asked, List<HostAnswer<T>> answers, String field, BiConsumer<T, ObjectNode> put) {
    ObjectNode root = Json.document(asked);
    long failed = answers.stream().filter(answer -> answer.problem().isPresent()).count();
    root.putObject("summary")
        .put("hosts", answers.size())
        .put("answered", answers.size() - failed)
        .put("failed", failed);
    ArrayNode hosts = root.putArray("hosts");
    for (HostAnswer<T> answer : answers) {
      ObjectNode host =
          hosts
              .addObject()
              .put("host", answer.host())
              .put("endpoint", answer.endpoint())
              .put("answered", answer.problem().isEmpty())
              .put("slow", answer.slow())
              .put("ms", answer.took().toMillis());
      ArrayNode said = host.putArray(field);
      answer.said().forEach(one -> put.accept(one, said.addObject()));
      Json.put(answer.problem().stream().toList(), host.putArray("problems"));
    }
    return Json.pretty(root);
  }

  private static void put(Container container, ObjectNode node) {
    node.put("id", container.id());
    ArrayNode names = node.putArray("names");
    container.names().stream()
        .map(name -> name.startsWith("/") ? name.substring(1) : name)
        .forEach(names::add);
    node.put("image", container.image()).put("image_id", container.imageId());
    node.put("command", container.command()).put("created", container.created().toString());
    node.put("state", container.state()).put("status", container.status());
    ArrayNode ports = node.putArray("ports");
    for (Container.Port port : container.ports()) {
      ObjectNode each = ports.addObject().put("private", port.privatePort());
      port.publicPort().ifPresent(number -> each.put("public", number).put("ip", port.ip()));
      each.put("type", port.type());
    }
    ObjectNode labels = node.putObject("labels");
    container.labels().forEach(labels::put);
    ArrayNode networks = node.putArray("networks");
    container.networks().forEach(networks::add);
    ArrayNode mounts = node.putArray("mounts");
    for (Container.Mount mount : container.mounts()) {
      mounts.addObject().put("name", mount.name()).put("source", mount.source());
    }
  }

  private static void put(Image image, ObjectNode node) {
    node.put("id", image.id());
    node.put("repository", image.repository()).put("tag", image.tag());
    node.put("digest", image.digest()).put("created", image.created().toString());
    node.put("size", image.size());
  }
}
