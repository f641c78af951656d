package io.portside;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The package order of {@code src/ARCHITECTURE.md}, and who may know what. */
@AnalyzeClasses(packages = "io.portside", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  /** A package imports only what stands before it. */
  private static final List<String> ORDER =
      List.of(
          "problem",
          "inventory",
          "desired",
          "facts",
          "template",
          "plan",
          "diagnose",
          "outcome",
          "ssh",
          "apply",
          "verify",
          "context",
          "rollout",
          "report",
          "lab",
          "cli");

  @ArchTest
  static void packagesImportOnlyThoseBefore(JavaClasses classes) {
    for (int i = 0; i < ORDER.size(); i++) {
      String[] later =
          ORDER.stream().skip(i + 1).map(p -> "io.portside." + p + "..").toArray(String[]::new);
      if (later.length > 0) {
        noClasses()
            .that()
            .resideInAPackage("io.portside." + ORDER.get(i) + "..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(later)
            .allowEmptyShould(true)
            .check(classes);
      }
    }
  }

  @ArchTest
  static void everyPackageHasItsPlaceInTheOrder(JavaClasses classes) {
    assertThat(classes.stream().map(JavaClass::getPackageName).collect(Collectors.toSet()))
        .allMatch(
            p -> ORDER.stream().anyMatch(o -> (p + ".").startsWith("io.portside." + o + ".")));
  }

  @ArchTest
  static final ArchRule noCycles = slices().matching("io.portside.(*)..").should().beFreeOfCycles();

  @ArchTest static final ArchRule sshdOnlyInSsh = only("ssh", "org.apache.sshd..");

  @ArchTest static final ArchRule freemarkerOnlyInTemplate = only("template", "freemarker..");

  @ArchTest
  static final ArchRule containersOnlyInTheLab =
      only("lab", "org.testcontainers..", "com.github.dockerjava..");

  private static ArchRule only(String owner, String... library) {
    return noClasses()
        .that()
        .resideOutsideOfPackage("io.portside." + owner + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(library);
  }

  // A reader of a string throws IOException too; that is no I/O.
  @ArchTest
  static final ArchRule noInputNorOutputInPlanAndDiagnose =
      noClasses()
          .that()
          .resideInAnyPackage("io.portside.plan..", "io.portside.diagnose..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("java.io..", "java.nio.file..", "java.net..")
                  .and(
                      not(
                          describe(
                              "addresses and exceptions",
                              c ->
                                  c.isAssignableTo("java.net.InetAddress")
                                      || c.isAssignableTo(Throwable.class)
                                      || c.isEquivalentTo(java.io.Serializable.class)))));

  @ArchTest
  static final ArchRule noClockInPlanAndDiagnose =
      noClasses()
          .that()
          .resideInAnyPackage("io.portside.plan..", "io.portside.diagnose..")
          .should()
          .dependOnClassesThat(
              describe(
                  "clocks and the system",
                  c ->
                      List.of(
                              "java.time.Instant",
                              "java.time.Clock",
                              "java.time.LocalDateTime",
                              "java.time.ZonedDateTime",
                              "java.lang.System",
                              "java.util.Random")
                          .contains(c.getName())));

  @ArchTest
  static final ArchRule onlyCliAndReportSpeak =
      noClasses()
          .that(
              not(
                  resideInAPackage("io.portside.cli..")
                      .or(resideInAPackage("io.portside.report.."))))
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");

  @ArchTest
  static void everyPackageIsNullMarked(JavaClasses classes) throws IOException {
    Path sources = Path.of("src/main/java");
    for (String name :
        classes.stream().map(JavaClass::getPackageName).collect(Collectors.toSet())) {
      assertThat(sources.resolve(name.replace('.', '/')).resolve("package-info.java"))
          .content()
          .contains("@NullMarked");
    }
    assertThat(Files.exists(sources)).isTrue();
  }
}
