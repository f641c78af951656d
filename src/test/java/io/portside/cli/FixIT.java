package io.portside.cli;

import io.portside.lab.Lab;
import io.portside.lab.LabImage;
import io.portside.lab.Lifetime;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * The ways to find nothing on port 2375, on Docker 20.10, 26.1 and 28.5 and under sysvinit: each is
 * named in words and proved; it is mended, or left to somebody with what to do by hand.
 */
@TestInstance(Lifecycle.PER_CLASS)
class FixIT {
  private final Lab lab =
      Lab.start(
          List.of(LabImage.BOOKWORM, LabImage.TRIXIE, LabImage.FORKY, LabImage.BOOKWORM_SYSVINIT),
          Lifetime.THROW_AWAY,
          System.err::println);

  @AfterAll
  void close() {
    lab.close();
  }

  @TestFactory
  List<DynamicTest> everyCause() {
    Patients patients = new Patients(lab);
    Mends.addTo(patients);
    ByHand.addTo(patients);
    OtherDockers.addTo(patients);
    Looks.addTo(patients);
    return patients.tried();
  }
}
