package io.ixion.engine;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonDeserializer;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.ixion.engine.agent.AgentEvent;
import io.ixion.engine.interaction.InteractionEvent;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The direction of dependencies, as a table, and what a rule may not touch. */
class ArchitectureTest {
  private static final String ROOT = "io.ixion.engine";

  /** Feature, and the features that it may know besides itself. */
  private static final Map<String, Set<String>> ALLOWED =
      Map.ofEntries(
          Map.entry("wire", Set.of()),
          Map.entry("limit", Set.of()),
          Map.entry("id", Set.of("wire")),
          Map.entry("decision", Set.of("id", "wire")),
          Map.entry("shell", Set.of("id", "decision", "wire")),
          Map.entry("jdbc", Set.of("decision")),
          Map.entry("interaction", Set.of("id", "decision", "shell", "wire", "limit")),
          Map.entry("routing", Set.of("id", "decision", "shell", "wire", "limit")),
          Map.entry(
              "agent",
              Set.of("id", "decision", "shell", "wire", "limit", "routing", "interaction")),
          Map.entry(
              "queue",
              Set.of(
                  "id",
                  "decision",
                  "shell",
                  "wire",
                  "limit",
                  "jdbc",
                  "routing",
                  "interaction",
                  "agent")),
          Map.entry(
              "reporting",
              Set.of(
                  "id",
                  "decision",
                  "shell",
                  "wire",
                  "limit",
                  "jdbc",
                  "routing",
                  "interaction",
                  "agent",
                  "queue")));

  private static final JavaClasses ENGINE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
          .importPackages(ROOT);

  @Test
  void everyFeatureIsInTheTable() {
    var features = new TreeSet<String>();
    for (JavaClass one : ENGINE)
      if (!one.getPackageName().equals(ROOT))
        features.add(one.getPackageName().substring(ROOT.length() + 1).split("\\.")[0]);
    assertThat(features).isEqualTo(new TreeSet<>(ALLOWED.keySet()));
  }

  @Test
  void aFeatureKnowsOnlyThoseOfTheTable() {
    ALLOWED.forEach(
        (feature, allowed) -> {
          var others = new TreeSet<>(ALLOWED.keySet());
          others.removeAll(allowed);
          others.remove(feature);
          if (!others.isEmpty())
            noClasses()
                .that()
                .resideInAPackage(ROOT + "." + feature + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                    others.stream().map(o -> ROOT + "." + o + "..").toArray(String[]::new))
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage(ROOT)
                .check(ENGINE);
        });
  }

  @Test
  void featuresHaveNoCycles() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(ENGINE);
  }

  @Test
  void nobodyButTheRootSeesAnActorPackageOfAnotherFeature() {
    for (String feature : ALLOWED.keySet())
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT, ROOT + "." + feature + ".actor..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT + "." + feature + ".actor..")
          .allowEmptyShould(true)
          .check(ENGINE);
  }

  @Test
  void rulesAndContractsAreFreeOfAkkaAndOfInputAndOutput() {
    noClasses()
        .that(not(resideInAnyPackage("..actor..", ROOT, ROOT + ".jdbc..", ROOT + ".shell..")))
        .and()
        .areNotAssignableTo(JsonDeserializer.class) // Jackson's signatures name java.io
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("akka..", "java.sql..", "javax.sql..", "java.io..", "java.nio.."))
        .check(ENGINE);
  }

  @Test
  void onlySettingsReadTheConfiguration() {
    noClasses()
        .that(not(resideInAnyPackage("..actor..", ROOT)))
        .and()
        .haveSimpleNameNotEndingWith("Settings")
        .should()
        .dependOnClassesThat(resideInAPackage("com.typesafe.config.."))
        .check(ENGINE);
  }

  @Test
  void rulesKnowNoClockAndNoChance() {
    noClasses()
        .that()
        .resideInAnyPackage("..domain..", ROOT + ".id..", ROOT + ".decision..", ROOT + ".limit..")
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(LocalDateTime.class, "now")
        .orShould()
        .callMethod(ZonedDateTime.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(Clock.class, Random.class, Thread.class)
        .check(ENGINE);
  }

  @Test
  void rulesLogNothing() {
    noClasses()
        .that()
        .resideInAPackage("..domain..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.slf4j..")
        .check(ENGINE);
  }

  @Test
  void eventsAreRecords() {
    for (Class<?> root : new Class<?>[] {InteractionEvent.class, AgentEvent.class})
      classes().that().implement(root).should().beRecords().check(ENGINE);
  }
}
