package dev.lifeboat.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.aws.policy.AwsCall;
import dev.lifeboat.testing.aws.policy.Decision;
import dev.lifeboat.testing.aws.policy.Policies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The calls that the functions' own tests saw, and what the template's roles may do: emulators enforce no policy, so a function
 * may pass its tests with a role that lets it do nothing.
 */
class RecordedCallsTest {
    static List<String> functions() {
        return Checkout.functions();
    }

    private static List<RecordedRun> recorded(String function) {
        String handler = "\"handler\":\"%s\"".formatted(Template.translated().handler(function));
        return Stream.of(Checkout.file("functions", function, "target", "aws-calls"), Path.of("target", "aws-calls"))
                .filter(Files::isDirectory)
                .flatMap(RecordedCallsTest::files)
                .filter(file -> Checkout.text(file).contains(handler))
                .map(RecordedRun::read)
                .filter(run -> !run.variable("LIFEBOAT_STORE").isEmpty())
                .toList();
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isIn(String bucket, AwsCall call) {
        return call.resource().equals(bucket) || call.resource().startsWith(bucket + "/");
    }

    @ParameterizedTest
    @MethodSource("functions")
    void itsRoleAllowsWhatItAskedFor(String function) {
        List<RecordedRun> runs = recorded(function);
        assertThat(runs.stream().flatMap(run -> run.calls().stream()))
                .as("calls that the tests of %s wrote down; run these first: make check does", function)
                .isNotEmpty();
        String role = Checkout.logicalName(function) + "Role";
        for (RecordedRun run : runs) {
            Stack stack = run.stack();
            Policies policies = stack.ofRole(role).and(stack.ofBucket());
            Optional<Stack> copies = run.copies(stack);
            Optional<Policies> there = copies.map(Stack::ofBucket);
            for (AwsCall call : run.calls()) {
                AwsCall whole = run.placed(call, function)
                        .with("aws:PrincipalArn", stack.arn(role))
                        .with("aws:SecureTransport", "true");
                assertThat(policies.decide(whole)).as("%s by %s", call, role).isEqualTo(Decision.ALLOWED);
                if (copies.filter(stackThere -> isIn(stackThere.arn("Bucket"), whole))
                        .isPresent()) {
                    assertThat(there.orElseThrow().decide(whole))
                            .as("%s by %s, in another account", call, role)
                            .isEqualTo(Decision.ALLOWED);
                }
            }
        }
    }
}
