package dev.lifeboat.cli;

import static dev.lifeboat.cli.Program.lifeboat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.PostgresPrograms;
import dev.lifeboat.testing.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lifeboat selftest says. */
final class SelftestCommandTest {
    private final PostgresServer server =
            PostgresServer.shared(PostgresPrograms.majorsAtHand().first());

    @TempDir
    Path folder;

    private Program.Run selftest(String database, String... more) {
        return lifeboat()
                .with("PATH", System.getenv("PATH"))
                .with("LIFEBOAT_POSTGRES_PROGRAMS", System.getenv().getOrDefault("LIFEBOAT_POSTGRES_PROGRAMS", ""))
                .with("LIFEBOAT_QUIET", "true")
                .run(Stream.concat(
                                Stream.of("selftest", "--database=" + server.uri(database), "--folder=" + folder),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    @Test
    void identityIsSaidAndIsSuccess() throws Exception {
        String database = server.createFreshDatabase("tested");
        server.execute(database, "CREATE TABLE t AS SELECT n FROM generate_series(1, 10) n");
        Program.Run run = selftest(database);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .startsWith("step          result ")
                .contains(
                        "backup        10 rows of 1 tables",
                        "restore       10 rows came back, each proven",
                        "clean-up      nothing is left")
                .endsWith("Database %s came back identical: rows, sequences, large objects and definitions.\n"
                        .formatted(database));
        assertThat(selftest(database, "--output=json").out())
                .contains("\"identical\" : true", "\"step\" : \"definitions\"", "\"notCompared\" : [ ]")
                .containsPattern("(?s)(\"seconds\" : [0-9.]+.*){5}");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void whatCannotBeBackedUpIsAnErrorOrIsNamedWhereItIsOmitted() throws SQLException {
        String database = server.createFreshDatabase("tested");
        server.execute(
                database,
                "CREATE FOREIGN DATA WRAPPER elsewhere",
                "CREATE SERVER far FOREIGN DATA WRAPPER elsewhere",
                "CREATE FOREIGN TABLE remote (id int) SERVER far");
        Program.Run refused = selftest(database);
        assertThat(refused.exitCode()).isEqualTo(5);
        assertThat(refused.out()).contains("FAILED: LB-304").endsWith("did NOT come back identical.\n");
        assertThat(refused.err()).startsWith("error [LB-304]: ");

        Program.Run omitted = selftest(database, "--omit=foreign-rows");
        assertThat(omitted.exitCode()).as(omitted.err()).isZero();
        assertThat(omitted.out()).contains("not in the backup: foreign-rows of ");
    }

    @Test
    void differenceIsSaidAndIsAFailure() throws SQLException {
        String database = server.createFreshDatabase("tested");
        server.execute(
                database,
                "CREATE TABLE parent (a int)",
                "CREATE TABLE child (own text) INHERITS (parent)",
                "ALTER TABLE parent ADD later int");
        Program.Run run = selftest(database);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(3);
        assertThat(run.out().replaceAll(" +[0-9.]+ m?s\n", "\n")).isEqualTo("""
                step          result                            took
                backup        0 rows of 2 tables
                verification  every row is what was backed up
                restore       0 rows came back, each proven
                definitions   FAILED: LB-401
                clean-up      nothing is left

                Database %s did NOT come back identical.
                """.formatted(database));
        assertThat(run.err()).isEqualTo("""
                error [LB-401]: all came back but the order of columns in 1 tables that inherit: "public"."child" (a, later, own), which was (a, own, later): statements that name columns find the same rows, others do not
                    hint: pg_dump and pg_restore do the same, since they put inherited columns first: name the columns in statements, or make such tables anew in that order
                """);
        assertThat(selftest(database, "--output=json").out()).contains("\"identical\" : false", "\"LB-401\"");
    }

    @Test
    void whatIsNotComparedIsSaid() throws SQLException {
        String database = server.createFreshDatabase("tested");
        server.execute(database, "CREATE TABLE t (a int)");
        Program.Run run = selftest(database, "--no-owner", "--no-privileges");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("not compared: owners\nnot compared: privileges\nDatabase ");
    }

    @Test
    void aFolderThatIsNotThereIsAnError() {
        Program.Run run =
                lifeboat().run("selftest", "--database=postgresql://nobody@127.0.0.1:1/x", "--folder=/nonexistent");
        assertThat(run.exitCode()).isEqualTo(5);
        assertThat(run.err()).startsWith("error [LB-604]: --folder /nonexistent is no folder");
    }
}
