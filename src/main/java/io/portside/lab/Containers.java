package io.portside.lab;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import java.util.List;
import java.util.Map;

/** The lab's containers as the engine lists them, also those of runs that were killed. */
final class Containers {
  /** Which lab a container belongs to; the value is the lab's id. */
  static final String LAB = "io.portside.lab";

  /** The process that made it; an {@link Owner} as text. */
  static final String OWNER = "io.portside.lab.owner";

  /** Its {@link Lifetime}. */
  static final String LIFETIME = "io.portside.lab.lifetime";

  private final DockerClient client;

  Containers(DockerClient client) {
    this.client = client;
  }

  /** Removes the containers of one lab, running or not, with their volumes. */
  void removeLab(String id) {
    list(Map.of(LAB, id)).parallelStream().forEach(this::remove);
  }

  /**
   * Removes what runs left behind whose process is gone. Kept hosts stay.
   *
   * @return how many
   */
  int removeLeftovers(Owner self) {
    List<Container> leftovers =
        list(Map.of(LIFETIME, Lifetime.THROW_AWAY.name())).stream()
            .filter(c -> left(c, self))
            .toList();
    leftovers.parallelStream().forEach(this::remove);
    return leftovers.size();
  }

  private static boolean left(Container container, Owner self) {
    Owner owner = Owner.parse(container.getLabels().getOrDefault(OWNER, ""));
    return owner.machine().equals(self.machine())
        ? !owner.alive()
        // After a reboot all are stopped. One that runs may be another machine's, on this engine.
        : "exited".equals(container.getState());
  }

  private List<Container> list(Map<String, String> labels) {
    return client.listContainersCmd().withShowAll(true).withLabelFilter(labels).exec();
  }

  private void remove(Container container) {
    try {
      client.removeContainerCmd(container.getId()).withForce(true).withRemoveVolumes(true).exec();
    } catch (NotFoundException | ConflictException e) {
      // Gone already, or another process is removing it: what is wanted either way.
    }
  }
}
