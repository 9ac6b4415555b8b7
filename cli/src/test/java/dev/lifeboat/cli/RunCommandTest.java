package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.PostgresPrograms;
import dev.lifeboat.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that are done by hand, or by a task. */
class RunCommandTest {
    private static final String JOB =
            "{\"format\":\"lifeboat-job-1\",\"requires\":[],\"job\":\"backup\",\"source\":\"shop\",\"kind\":\"full\","
                    + "\"scheduled\":\"2026-11-23T02:00:00Z\",\"tiers\":[\"daily\",\"weekly\"],\"request\":\"run-1\"}";

    private final PostgresServer server =
            PostgresServer.shared(PostgresPrograms.majorsAtHand().first());
    private final String database = PostgresServer.freshName("run");

    @TempDir
    private Path folder;

    private Shop shop = new Shop(Path.of(""));
    private Path job = Path.of("");

    @BeforeEach
    void makeShop() throws IOException, SQLException {
        shop = Shop.in(folder);
        job = Files.writeString(folder.resolve("job.json"), JOB);
        server.createDatabase(database);
        server.execute(database, "CREATE TABLE orders AS SELECT n AS id FROM generate_series(1, 500) n");
    }

    private Program program() {
        return shop.program().with("LIFEBOAT_SIGNING_KEY", shop.secret("backup").toString());
    }

    private Program.Run run(String... arguments) {
        return program().run(arguments);
    }

    private String from() {
        return "--database=" + server.uri(database);
    }

    private List<Path> records(String kind) {
        return shop.stored(".json.asc").stream()
                .filter(file -> file.getFileName().toString().startsWith(kind + "-"))
                .toList();
    }

    @Test
    void jobIsDoneOnceHoweverOftenItIsRun() {
        Program.Run run = run("run", "--job=" + job, from());
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .startsWith("Backup 20261123T020000Z-full is made.\n")
                .containsPattern("recorded as +shop/records/20261123T020000Z-full/made-");
        assertThat(shop.result("list")).contains("daily, weekly");

        Program.Run again = run("run", "--job=" + job, from());
        assertThat(again.exitCode()).isZero();
        assertThat(again.out())
                .startsWith("Backup 20261123T020000Z-full was made before, by another run; this one made none.\n")
                .doesNotContain("recorded as");
        assertThat(records("made")).hasSize(1);
        assertThat(shop.stored("-full.json.asc")).hasSize(1);
    }

    @Test
    void jobStandsInTheEnvironmentOfATask() throws IOException {
        Program.Run run = program()
                .with("LIFEBOAT_JOB", JOB)
                .with("ECS_CONTAINER_METADATA_URI_V4", "http://169.254.170.2/v4/x")
                .run("run", from());
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(Files.readString(records("made").getFirst())).contains("\"where\" : \"fargate\"");
    }

    @Test
    void jobIsReadFromStandardInput() throws IOException {
        Program.Run run = program().reading(JOB).run("run", "--job=-", from());
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(Files.readString(records("made").getFirst())).contains("\"where\" : \"elsewhere\"");
    }

    @Test
    void previewSaysWhatWouldBeDoneAndDoesNothing() {
        Program.Run run = run("run", "--job=" + job, from(), "--dry-run");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .startsWith("Backup 20261123T020000Z-full would be made.\n")
                .containsPattern("kept as +daily, weekly\n")
                .contains(server.uri(database));
        assertThat(shop.stored("-full.json.asc")).isEmpty();
        assertThat(records("made")).isEmpty();

        run("run", "--job=" + job, from());
        assertThat(run("run", "--job=" + job, from(), "--dry-run").out())
                .startsWith("Backup 20261123T020000Z-full was made before; nothing would be done.\n");
    }

    @Test
    void failureIsRecordedAndSaidAsEveryOther() throws IOException {
        Program.Run run = run("run", "--job=" + job, "--database=postgresql://nobody@127.0.0.1:1/nothing");
        assertThat(run.exitCode()).isEqualTo(6);
        assertThat(run.err()).startsWith("error [LB-501]: ");
        assertThat(Files.readString(records("failed").getFirst())).contains("\"code\" : \"LB-501\"");
    }

    @Test
    void whatIsNoJobIsSaidBeforeAnythingElse() {
        Program.Run run = run("run", "--job={}", "--database=postgresql://nobody@127.0.0.1:1/nothing");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).isEqualTo("""
                error [LB-602]: the job is not a valid document (line 1, column 2): it cannot be used; expected is a document \
                of the format lifeboat-job-1: nothing was done
                    hint: docs/aws.md shows one
                """);
        assertThat(run("run", "--job=/nonexistent", from()).err())
                .startsWith("error [LB-604]: job file /nonexistent cannot be read: there is no such file or folder");
    }

    @Test
    void runThatIsStoppedRecordsHowFarItCame() throws Exception {
        Program program = program();
        try (Connection holding = server.connect(database);
                Statement statement = holding.createStatement()) {
            holding.setAutoCommit(false);
            statement.execute("LOCK TABLE pg_catalog.pg_description IN ACCESS EXCLUSIVE MODE");
            CompletableFuture<Program.Run> running =
                    CompletableFuture.supplyAsync(() -> program.run("run", "--job=" + job, from()));
            awaitPgDump();
            Optional<String> left = program.stop();
            assertThat(left.orElse("nothing"))
                    .matches(
                            "the run was told to stop after [0-9]+ s, with [01] tables or parts of tables copied, [05]+ rows,"
                                    + " [0-9,]+ of about [0-9,]+ bytes: no manifest was written, so there is no backup");
            assertThat(running.get(1, TimeUnit.MINUTES).exitCode()).isEqualTo(6);
        }
        assertThat(Files.readString(records("failed").getFirst()))
                .contains("\"code\" : \"LB-605\"", "\"stage\" : \"copying\"");
    }

    private void awaitPgDump() throws Exception {
        String waiting = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'lifeboat'"
                + " AND wait_event_type = 'Lock' AND datname = '%s'".formatted(database);
        for (int look = 0; !"1".equals(server.value("postgres", waiting)); look++) {
            assertThat(look).as("looks for pg_dump").isLessThan(600);
            Thread.sleep(100);
        }
    }
}
