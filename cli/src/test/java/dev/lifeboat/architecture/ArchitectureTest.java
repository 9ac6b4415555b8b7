package dev.lifeboat.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.lifeboat.aws.S3Store;
import dev.lifeboat.cli.Lifeboat;
import dev.lifeboat.error.ErrorCode;

/** What DESIGN and style ask of the code of all modules, tests left out. */
@AnalyzeClasses(
        packages = "dev.lifeboat",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.WithoutTestingModule.class})
class ArchitectureTest {
    private static final DescribedPredicate<JavaClass> VAULT = describe(
            "are of the module vault",
            javaClass -> javaClass
                    .getSource()
                    .filter(source -> source.getUri().toString().matches(".*(lifeboat-vault-|/shared/vault/).*"))
                    .isPresent());

    @ArchTest
    static final ArchRule packagesAreNamedByConcept = noClasses()
            .should()
            .resideInAnyPackage("..util..", "..utils..", "..common..", "..model..", "..service..", "..manager..")
            .because("such a name says nothing, and so everything ends up in it");

    @ArchTest
    static final ArchRule vaultKnowsNeitherPostgresNorAws = noClasses()
            .that(VAULT)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.postgresql..", "software.amazon..", "dev.lifeboat.postgres..", "dev.lifeboat.cli..")
            .because("what is stored, and the rules over it, are the same for every source and every store");

    @ArchTest
    static final ArchRule onlyTheAdaptersSpeakToAws = noClasses()
            .that()
            .resideOutsideOfPackage("dev.lifeboat.aws..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon..")
            .because("whoever stores, backs up or restores need not know what AWS calls things");

    @ArchTest
    static final ArchRule theAdaptersToAwsKnowOnlyTheVault = noClasses()
            .that()
            .resideInAPackage("dev.lifeboat.aws..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.postgresql..", "dev.lifeboat.postgres..", "dev.lifeboat.cli..")
            .because("a store keeps the same promises whatever is stored in it");

    @ArchTest
    static final ArchRule onlyTheCommandLineKnowsPicocli = noClasses()
            .that()
            .resideOutsideOfPackage("dev.lifeboat.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("picocli..", "me.tongfei..")
            .because("actions serve functions as well, which have no arguments and no terminal");

    @ArchTest
    static final ArchRule onlyWiringReadsTheEnvironment = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(Lifeboat.class.getName())
            .and()
            .doNotHaveFullyQualifiedName("dev.lifeboat.cli.Rehearsal") // another main
            .should()
            .callMethod(System.class, "getenv")
            .orShould()
            .callMethod(System.class, "getenv", String.class)
            .because("code that is handed what it needs can be tested, and documents what it depends on");

    @ArchTest
    static final ArchRule onlyMainEndsTheProcess = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(Lifeboat.class.getName())
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "halt", int.class)
            .because("whatever else ends the process leaves others' work half done");

    @ArchTest
    static final ArchRule nothingPrintsPastOutput = noClasses()
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethod(Throwable.class, "printStackTrace")
            .because("standard output carries results alone, and only Output keeps secrets of terminals out of it");

    @ArchTest
    static final ArchRule packagesOfTheCommandLineFormNoCycle = slices().matching("dev.lifeboat.cli.(*)..")
            .should()
            .beFreeOfCycles()
            .because("packages that need each other are one package");

    /** The class file format moves faster than its readers, and a class that is not read breaks no rule. */
    @ArchTest
    static void theRulesSeeTheClassesOfEveryModule(JavaClasses classes) {
        assertThat(classes.contain(Lifeboat.class)).isTrue();
        assertThat(classes.contain(ErrorCode.class)).isTrue();
        assertThat(classes.contain(S3Store.class)).isTrue();
        assertThat(classes.get(Lifeboat.class).getMethodCallsFromSelf()).isNotEmpty();
        assertThat(classes.stream().filter(VAULT)).anyMatch(vault -> vault.isEquivalentTo(ErrorCode.class));
    }

    /** The module that starts servers for tests is no part of the program. */
    static final class WithoutTestingModule implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("lifeboat-testing")
                    && !location.contains("/testing/target/")
                    && !location.contains("/testing-aws/target/");
        }
    }
}
