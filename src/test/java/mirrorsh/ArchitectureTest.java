package mirrorsh;

import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.core.domain.JavaModifier.STATIC;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The rooms of the house, and who may know whom: arrows point down only. */
class ArchitectureTest {
    /** Top to bottom. */
    private static final List<String> ROOMS = List.of(
            "mirrorsh.shell..",
            "mirrorsh.command..",
            "mirrorsh.runbook..",
            "mirrorsh.run..",
            "mirrorsh.diagnosis..",
            "mirrorsh.effect..",
            "mirrorsh.host..",
            "mirrorsh.tsql..",
            "mirrorsh.model..");

    /** Top to bottom, apart from the wire, which stands beside the language. */
    private static final List<String> LAB_ROOMS = List.of(
            "mirrorsh.lab",
            "mirrorsh.lab.mirroring..",
            "mirrorsh.lab.instance",
            "mirrorsh.lab.instance.storage..",
            "mirrorsh.lab.instance.security..",
            "mirrorsh.lab.sql..",
            "mirrorsh.lab.machine..",
            "mirrorsh.lab.type..",
            "mirrorsh.lab.der..");

    private static final int LONGEST_FILE = 400;

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("mirrorsh");

    @Test
    void seesTheWholeHouse() {
        assertThat(ALL.size()).isGreaterThan(150);
        for (String room : ROOMS) {
            assertThat(ALL.stream().filter(inRoom(room)).count()).as(room).isGreaterThan(1);
        }
        for (String room : LAB_ROOMS) {
            assertThat(ALL.stream().filter(inRoom(room)).count()).as(room).isGreaterThan(1);
        }
    }

    @Test
    void roomsKnowOnlyWhatLiesBelow() {
        knowsOnlyWhatLiesBelow(ROOMS);
    }

    @Test
    void roomsOfTheLabKnowOnlyWhatLiesBelow() {
        knowsOnlyWhatLiesBelow(LAB_ROOMS);
    }

    private void knowsOnlyWhatLiesBelow(List<String> rooms) {
        for (int i = 1; i < rooms.size(); i++) {
            noClasses()
                    .that()
                    .resideInAPackage(rooms.get(i))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(rooms.subList(0, i).toArray(String[]::new))
                    .check(ALL);
        }
    }

    @Test
    void theWireKnowsOnlyTypesAndBytes() {
        noClasses()
                .that()
                .resideInAPackage("mirrorsh.lab.tds..")
                .should()
                .dependOnClassesThat(labRoomOtherThan("mirrorsh.lab.tds", "mirrorsh.lab.type", "mirrorsh.lab.der"))
                .check(ALL);
    }

    @Test
    void theLabKnowsNothingOfTheShell() {
        noClasses()
                .that()
                .resideInAPackage("mirrorsh.lab..")
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are ours but not the lab's",
                        type -> type.getPackageName().startsWith("mirrorsh")
                                && !type.getPackageName().startsWith("mirrorsh.lab")))
                .check(ALL);
    }

    @Test
    void onlyTheCommandsAndTheProgramKnowTheLab() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        Stream.concat(ROOMS.stream().filter(room -> !room.equals("mirrorsh.command..")), Stream.of())
                                .toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("mirrorsh.lab..")
                .check(ALL);
    }

    @Test
    void theLabUsesTheJdkAndItsGrammarOnly() {
        classes()
                .that()
                .resideInAPackage("mirrorsh.lab..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "mirrorsh.lab..",
                        "java..",
                        "javax.net..",
                        "javax.crypto..",
                        "javax.security..",
                        "javax.naming..",
                        "org.antlr.v4.runtime..",
                        "org.jspecify..",
                        "")
                .check(ALL);
    }

    @Test
    void librariesLiveInOneRoomEach() {
        livesIn("com.microsoft.sqlserver..", "mirrorsh.host..");
        livesIn("org.jline..", "mirrorsh.shell..", "mirrorsh");
        livesIn("groovy..", "mirrorsh.runbook..");
        livesIn("org.codehaus.groovy..", "mirrorsh.runbook..");
        livesIn("picocli..", "mirrorsh.command..");
        livesIn("org.antlr..", "mirrorsh.lab.sql..");
    }

    private void livesIn(String library, String... rooms) {
        noClasses()
                .that()
                .resideOutsideOfPackages(rooms)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(ALL);
    }

    @Test
    void packagesFormNoCycles() {
        SlicesRuleDefinition.slices()
                .matching("mirrorsh.(**)")
                .should()
                .beFreeOfCycles()
                .check(ALL);
    }

    @Test
    void onlyMainTouchesTheStandardStreamsAndEndsTheProgram() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("mirrorsh.Main")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .accessField(System.class, "in")
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .check(ALL);
    }

    @Test
    void nothingStaticChanges() {
        fields().that()
                .haveModifier(STATIC)
                .and()
                .areDeclaredInClassesThat(DescribedPredicate.describe(
                        "are not generated", type -> !type.getPackageName().endsWith(".grammar")))
                .and(DescribedPredicate.<JavaField>describe(
                        "are written by hand", field -> !field.getName().startsWith("$")))
                .should(be(DescribedPredicate.<JavaField>describe(
                        "final", field -> field.getModifiers().contains(FINAL))))
                .check(ALL);
    }

    @Test
    void everyPackageIsNullMarked() {
        List<String> unmarked = new ArrayList<>();
        for (JavaPackage found : packagesWithClasses()) {
            if (!found.isAnnotatedWith(NullMarked.class) && !found.getName().endsWith(".grammar")) {
                unmarked.add(found.getName());
            }
        }
        assertThat(unmarked).isEmpty();
    }

    @Test
    void noFileIsTooLongToRead() throws IOException {
        List<String> tooLong = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".java")).toList()) {
                int lines = Files.readAllLines(file).size();
                if (lines > LONGEST_FILE) {
                    tooLong.add(file + ": " + lines + " lines");
                }
            }
        }
        assertThat(tooLong).isEmpty();
    }

    private List<JavaPackage> packagesWithClasses() {
        return ALL.stream().map(JavaClass::getPackage).distinct().toList();
    }

    private static DescribedPredicate<JavaClass> labRoomOtherThan(String... rooms) {
        return DescribedPredicate.describe("are in another room of the lab", type -> {
            boolean lab = type.getPackageName().startsWith("mirrorsh.lab");
            return lab && Stream.of(rooms).noneMatch(type.getPackageName()::startsWith);
        });
    }

    private static DescribedPredicate<JavaClass> inRoom(String room) {
        return JavaClass.Predicates.resideInAPackage(room);
    }
}
