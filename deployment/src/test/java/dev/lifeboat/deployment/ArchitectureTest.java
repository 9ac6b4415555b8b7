package dev.lifeboat.deployment;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A function wires: what it does stands in the shared modules, and so the command line can do it, too. */
class ArchitectureTest {
    /** A handler, its wiring, its result, and their package. */
    private static final int MOST_CLASSES = 4;

    private static final JavaClasses FUNCTIONS = of(Checkout.functions().stream()
            .map(function -> classesOf("functions", function))
            .toList());

    private static final JavaClasses WITH_SHARED = of(Stream.concat(
                    Checkout.functions().stream().map(function -> classesOf("functions", function)),
                    Stream.of(classesOf("shared", "lambda"), classesOf("shared", "job")))
            .toList());

    private static Path classesOf(String folder, String module) {
        return Checkout.file(folder, module, "target", "classes", "dev");
    }

    private static JavaClasses of(List<Path> folders) {
        assertThat(folders).isNotEmpty().allSatisfy(folder -> assertThat(folder).isDirectory());
        return new ClassFileImporter().importPaths(folders);
    }

    @Test
    void handlersAreNamedSoAndLambdaCanMakeThem() {
        classes()
                .that()
                .implement(RequestHandler.class)
                .or()
                .implement(RequestStreamHandler.class)
                .should()
                .haveSimpleNameEndingWith("Handler")
                .andShould()
                .bePublic()
                .because("whoever looks for what an event starts finds it by name")
                .check(FUNCTIONS);
        assertThat(FUNCTIONS.stream().filter(one -> one.getSimpleName().endsWith("Handler")))
                .hasSameSizeAs(Checkout.functions());
    }

    @Test
    void functionsSpeakToAwsByTheAdaptersAlone() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("software.amazon.awssdk..", "org.postgresql..", "org.bouncycastle..")
                .because("a function that calls a service itself does what the command line cannot")
                .check(WITH_SHARED);
    }

    @Test
    void functionsHoldNoLogicOfTheirOwn() {
        for (String function : Checkout.functions()) {
            JavaClasses own = of(List.of(classesOf("functions", function)));
            assertThat(own.stream().filter(one -> one.isTopLevelClass()).map(one -> one.getSimpleName()))
                    .as(function)
                    .hasSizeLessThanOrEqualTo(MOST_CLASSES);
        }
    }

    @Test
    void onlyTheirWiringReadsTheEnvironment() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.lifeboat.lambda.Environment")
                .should()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .because("code that is handed what it needs can be tested, and documents what it depends on")
                .check(WITH_SHARED);
    }
}
