package io.portside.cli;

import io.portside.inventory.Connection;
import io.portside.rollout.Goal;
import java.util.Optional;

/**
 * A host of a run.
 *
 * @param place its value of {@code --spread-by}
 */
record Target(Connection connection, Goal goal, Optional<String> place) {}
