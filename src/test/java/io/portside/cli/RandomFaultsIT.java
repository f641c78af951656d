package io.portside.cli;

import io.portside.lab.LabImage;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Random sequences of applies, reverts, faults and edits by hand; what must hold is looked at after
 * each. {@code -Dsteps=N} makes a longer one, {@code -Dseed=S} the same one again.
 */
class RandomFaultsIT {
  private static final int STEPS = Integer.getInteger("steps", 15);
  private static final long SEED = Long.getLong("seed", System.nanoTime());
  private static final List<Fault> FAULTS =
      Stream.of(Fault.values())
          .filter(fault -> fault != Fault.LINK_SILENT && fault != Fault.CONTROLLER_ASLEEP)
          .toList();

  private final Random random = new Random(SEED);

  @Test
  void whateverComesTheHostIsWhole() {
    LabImage kind = pick(LabImage.mixed(5));
    System.err.printf("%s, seed %d%n", kind.label(), SEED);
    try (FaultyHosts hosts = new FaultyHosts(kind, "{\"debug\":  true}\n")) {
      hosts.rehearse(each -> !each.waits()).forEach(rehearsed -> rehearsed.verdict().run());
      List<FaultyHosts.Step> steps = hosts.steps();
      for (int n = 0; n < STEPS; n++) {
        if (random.nextInt(4) == 0) {
          hosts.edit(n);
        } else {
          FaultyHosts.Step step = pick(steps);
          hosts.run(new Scenario(step.kind(), step.step(), pick(FAULTS))).verdict().run();
        }
      }
    }
  }

  private <T> T pick(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }
}
