package dev.lifeboat.worker;

import static dev.lifeboat.worker.WorkerShop.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.record.RunPlace;
import dev.lifeboat.testing.Program;
import dev.lifeboat.testing.aws.Fault;
import dev.lifeboat.testing.aws.FaultyProxy;
import dev.lifeboat.testing.aws.HeldRequest;
import dev.lifeboat.testing.lambda.PackagedFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;

/** What the image runs, from the files that the Dockerfile puts into it: as Lambda runs it, as a task, and by hand. */
class ImageEntryTest {
    private static final int TERMINATED = 143;

    private static Path entry = Path.of("");

    @TempDir
    Path folder = Path.of("");

    private final WorkerShop shop = new WorkerShop();
    private final Map<String, String> environment = shop.environment();

    @BeforeAll
    static void copyFiles(@TempDir Path image) throws IOException {
        entry = ImageFiles.copiedTo(image).entry();
    }

    private Map<String, String> ofTask() {
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("LIFEBOAT_JOB", event("job"));
        environment.put("ECS_CONTAINER_METADATA_URI_V4", "http://169.254.170.2/v4/task");
        environment.put("LIFEBOAT_ENDPOINT_URL", shop.aws.endpoint().toString());
        return environment;
    }

    @Test
    void onLambdaItIsTheFunction() {
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        try (PackagedFunction function =
                PackagedFunction.startImage(List.of(entry.toString()), folder, "ignored", environment)) {
            assertThat(function.result(event("job"))).startsWith("{\"outcome\":\"made\",");
            assertThat(function.result(event("job"))).startsWith("{\"outcome\":\"made before\",");
            assertThat(function.failure("{}").message()).startsWith("error [LB-602]: ");
            assertThat(function.log().lines().filter(line -> line.contains("\"message\":\"done\"")))
                    .hasSize(2)
                    .allSatisfy(line -> assertThat(line)
                            .contains("\"correlation_id\":\"20261123T020000Z-full\"", "\"source\":\"shop\""));
            assertThat(function.log()).doesNotContain("SLF4J(W)");
        }
        shop.assertOneGoodBackup();
        assertThat(shop.records()).singleElement().extracting("where").isEqualTo(RunPlace.LAMBDA);
    }

    @Test
    void asATaskItDoesTheJobOfItsEnvironmentAndLocksAsThatSays() {
        environment.put("LIFEBOAT_LOCK_DAYS", "7");
        environment.put("LIFEBOAT_LOCK_MODE", "compliance");
        Program.Result result =
                Program.at(entry, "run", "--output=json").env(ofTask()).run();
        assertThat(result.exitCode()).as(result.errors()).isZero();
        assertThat(result.text()).contains("\"outcome\" : \"made\"").doesNotContain("s3cret");
        assertThat(result.errors()).doesNotContain("s3cret", "PRIVATE KEY");
        shop.assertOneGoodBackup();
        shop.assertLocked(7, ObjectLockRetentionMode.COMPLIANCE);
        assertThat(shop.records()).singleElement().extracting("where").isEqualTo(RunPlace.FARGATE);
    }

    @Test
    void taskThatIsStoppedSaysHowFarItCame() throws Exception {
        Path errors = Files.createTempFile(folder, "errors", ".txt");
        ProcessBuilder builder = new ProcessBuilder(entry.toString(), "run").redirectError(errors.toFile());
        builder.environment().putAll(ofTask());
        try (Connection _ = shop.holding("LOCK TABLE pg_catalog.pg_description IN ACCESS EXCLUSIVE MODE")) {
            Process task = builder.start();
            shop.awaitPgDump();
            task.destroy(); // SIGTERM
            assertThat(task.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(task.exitValue()).isEqualTo(TERMINATED);
        }
        assertThat(Files.readString(errors))
                .contains(
                        "error [LB-605]: interrupted: the run was told to stop after ",
                        " tables or parts of tables copied, ");
        assertThat(shop.failure()).isEqualTo("LB-605 copying");
        assertThat(shop.shop.catalog().ids()).isEmpty();
    }

    @Test
    void taskThatIsKilledLeavesItsJobToTheNext() throws Exception {
        try (FaultyProxy proxy = FaultyProxy.before(shop.aws.endpoint())) {
            HeldRequest held = new HeldRequest(Fault.losingTheAnswer());
            proxy.next(1, "PUT /[^/]+/production/shop/backups/.*/data/.*", held);
            ProcessBuilder builder = new ProcessBuilder(entry.toString(), "run").redirectErrorStream(true);
            builder.redirectOutput(folder.resolve("output.txt").toFile());
            builder.environment().putAll(ofTask());
            builder.environment().put("LIFEBOAT_ENDPOINT_URL", proxy.endpoint().toString());
            Process task = builder.start();
            held.reached().get(1, TimeUnit.MINUTES);
            task.destroyForcibly().onExit().join(); // SIGKILL
            held.letGo();
        }
        assertThat(shop.shop.catalog().ids()).isEmpty();
        assertThat(shop.records()).isEmpty();

        Program.Result result = Program.at(entry, "run").env(ofTask()).run();
        assertThat(result.exitCode()).as(result.errors()).isZero();
        shop.assertOneGoodBackup();
        assertThat(shop.records()).singleElement().extracting("where").isEqualTo(RunPlace.FARGATE);
    }

    @Test
    void byHandItIsTheCommandLine() {
        Program.Result version = Program.at(entry, "version")
                .env("JAVA_HOME", System.getProperty("java.home"))
                .run();
        assertThat(version.text()).isEqualTo("lifeboat 0.1.0\n");
    }

    @Test
    void withoutAnEngineMakeImageSaysWhatToDo() throws IOException {
        Path commands = Files.createDirectory(folder.resolve("commands"));
        Files.createSymbolicLink(
                commands.resolve("dirname"), Program.find("dirname").orElseThrow());
        Program.Result result = Program.at(
                        Path.of("..", "..", "scripts", "image").toAbsolutePath())
                .env("PATH", commands.toString())
                .run();
        assertThat(result.exitCode()).isEqualTo(5);
        assertThat(result.errors())
                .startsWith("error: none of Docker, Finch and Podman answers here, so there is no image\n");
    }
}
