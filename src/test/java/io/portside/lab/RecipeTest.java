package io.portside.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecipeTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource
  void nameTellsTheKindAndTheRecipe(LabImage image) {
    assertThat(new Recipe(image).name())
        .matches("portside-lab:" + image.label() + "-[0-9a-f]{12}")
        .isEqualTo(new Recipe(image).name());
  }

  @Test
  void otherPackagesAreAnotherRecipe() {
    assertThat(Arrays.stream(LabImage.values()).map(image -> new Recipe(image).tag()))
        .doesNotHaveDuplicates();
  }

  @Test
  void filesAreThoseOfTheJar() {
    new Recipe(LabImage.TRIXIE).write(directory);
    assertThat(directory.resolve("Dockerfile")).content().contains("FROM ${BASE}");
    assertThat(directory.resolve("setup.sh")).content().startsWith("#!/bin/sh");
    assertThat(directory.resolve("init.sh")).content().startsWith("#!/bin/sh");
  }

  @Test
  void mixedTakesEachKindInTurn() {
    assertThat(LabImage.mixed(6))
        .containsExactly(
            LabImage.BOOKWORM,
            LabImage.TRIXIE,
            LabImage.BOOKWORM_SYSVINIT,
            LabImage.BULLSEYE,
            LabImage.FORKY,
            LabImage.BOOKWORM);
  }
}
