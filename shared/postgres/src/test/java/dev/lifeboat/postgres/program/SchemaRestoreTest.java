package dev.lifeboat.postgres.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.lifeboat.postgres.connect.Addresses;
import dev.lifeboat.testing.EveryMajor;
import dev.lifeboat.testing.PostgresPrograms;
import dev.lifeboat.testing.PostgresServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaRestoreTest {
    @TempDir
    Path folder;

    private Path dump(PostgresServer server, String database, ProgramSet programs) throws IOException {
        Path archive = folder.resolve("archive");
        SchemaDumpOptions options = new SchemaDumpOptions(null, Duration.ofSeconds(5), true);
        try (OutputStream out = Files.newOutputStream(archive)) {
            new SchemaDump(programs).run(Addresses.of(server, database), options, out);
        }
        return archive;
    }

    private static SchemaRestore restore(int major) {
        return new SchemaRestore(new ProgramChoice(TestPrograms.exactly(major), true));
    }

    private static SchemaRestoreOptions withoutOwners(Section section, int jobs) {
        return new SchemaRestoreOptions(section, jobs, null, false, false, false, false, null, false);
    }

    @EveryMajor
    void schemaIsRestoredInSectionsWithoutSubscriptionsAndPublications(int major) throws SQLException, IOException {
        PostgresServer server = PostgresServer.shared(major);
        String source = server.createFreshDatabase("source = é");
        server.execute(
                source,
                "CREATE TABLE t (x int PRIMARY KEY)",
                "CREATE TABLE u (x int REFERENCES t)",
                "CREATE MATERIALIZED VIEW m AS SELECT x FROM t",
                "CREATE PUBLICATION p FOR TABLE t",
                "CREATE SUBSCRIPTION \"s_%d\" CONNECTION 'host=nowhere' PUBLICATION p WITH (connect = false, slot_name = NONE)"
                        .formatted(major));
        Path archive = dump(server, source, TestPrograms.exactly(major));
        server.execute(source, "DROP SUBSCRIPTION s_" + major);
        String target = server.createFreshDatabase("target = é");
        for (SchemaRestoreOptions options : List.of(
                SchemaRestoreOptions.of(Section.PRE_DATA),
                new SchemaRestoreOptions(Section.POST_DATA, 3, null, true, true, false, false, null, false))) {
            assertThat(restore(major).run(Addresses.of(server, target), archive, options))
                    .isEqualTo(new RestoreOutcome.Restored(List.of()));
        }
        assertThat(
                        server.value(
                                target,
                                "SELECT count(*)::text FROM pg_constraint WHERE conrelid IN ('t'::regclass, 'u'::regclass) AND contype IN ('p', 'f')"))
                .isEqualTo("2");
        assertThat(server.value(target, "SELECT relispopulated::text FROM pg_class WHERE relname = 'm'"))
                .isEqualTo("true");
        assertThat(server.value(target, "SELECT count(*)::text FROM pg_publication"))
                .isEqualTo("0");
        assertThat(
                        server.value(
                                target,
                                "SELECT count(*)::text FROM pg_subscription WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())"))
                .isEqualTo("0");
    }

    @EveryMajor
    void commentOnPlpgsqlMeansNothingToARoleThatDoesNotOwnIt(int major) throws SQLException, IOException {
        PostgresServer server = PostgresServer.shared(major);
        String source = server.createFreshDatabase("plpgsql");
        server.execute(source, "DROP EXTENSION plpgsql", "CREATE EXTENSION plpgsql", "CREATE TABLE t (x int)");
        Path archive = dump(server, source, TestPrograms.exactly(major));
        String owner = PostgresServer.freshName("owner");
        server.execute("postgres", "CREATE ROLE %s LOGIN".formatted(owner));
        String target = PostgresServer.freshName("plpgsql_target");
        server.createDatabase(target, "OWNER " + owner);
        assertThat(restore(major).run(Addresses.of(server, target, owner), archive, withoutOwners(Section.PRE_DATA, 1)))
                .isEqualTo(new RestoreOutcome.Restored(List.of(
                        "the comment on the extension plpgsql is its owner's to set, and is the same already")));
    }

    @EveryMajor
    void whatTheRoleMayNotCreateIsAFailureThatNamesIt(int major) throws SQLException, IOException {
        PostgresServer server = PostgresServer.shared(major);
        String source = server.createFreshDatabase("wrapped");
        server.execute(
                source,
                "CREATE FOREIGN DATA WRAPPER far",
                "CREATE SERVER away FOREIGN DATA WRAPPER far",
                "CREATE USER MAPPING FOR postgres SERVER away OPTIONS (password 'hunter2')");
        Path archive = dump(server, source, TestPrograms.exactly(major));
        String owner = PostgresServer.freshName("owner");
        server.execute("postgres", "CREATE ROLE %s LOGIN".formatted(owner));
        String target = PostgresServer.freshName("wrapped_target");
        server.createDatabase(target, "OWNER " + owner);
        assertThat(restore(major).run(Addresses.of(server, target, owner), archive, withoutOwners(Section.PRE_DATA, 1)))
                .isEqualTo(new RestoreOutcome.Failed(List.of(
                        "FOREIGN DATA WRAPPER far postgres: permission denied to create foreign-data wrapper \"far\"",
                        "SERVER away postgres: foreign-data wrapper \"far\" does not exist",
                        "USER MAPPING USER MAPPING postgres SERVER away postgres: server \"away\" does not exist")));
    }

    @EveryMajor
    void rowsThatBreakAConstraintAreAFailureWithoutTheirValues(int major) throws SQLException, IOException {
        PostgresServer server = PostgresServer.shared(major);
        String source = server.createFreshDatabase("constrained");
        server.execute(
                source,
                "CREATE TABLE t (x text PRIMARY KEY)",
                "CREATE TABLE u (x text, n int)",
                "CREATE INDEX by_number ON u ((x::int))",
                "ALTER TABLE u ADD CONSTRAINT known FOREIGN KEY (x) REFERENCES t");
        Path archive = dump(server, source, TestPrograms.exactly(major));
        String target = server.createFreshDatabase("constrained_target");
        SchemaRestore restore = restore(major);
        restore.run(Addresses.of(server, target), archive, SchemaRestoreOptions.of(Section.PRE_DATA));
        server.execute(target, "INSERT INTO t VALUES ('hunter2'), ('hunter2')", "INSERT INTO u VALUES ('hunter3')");
        RestoreOutcome outcome =
                restore.run(Addresses.of(server, target), archive, SchemaRestoreOptions.of(Section.POST_DATA));
        assertThat(outcome).isInstanceOf(RestoreOutcome.Failed.class);
        assertThat(outcome.toString())
                .contains("could not create unique index \"t_pkey\"")
                .contains("INDEX by_number postgres: an error whose text may hold a row's values")
                .doesNotContain("hunter");
    }

    @Test
    void olderTargetMeansNothingToNewerPrograms() throws SQLException, IOException {
        PostgresPrograms.required(15);
        PostgresPrograms.required(17);
        PostgresServer server = PostgresServer.shared(15);
        String source = server.createFreshDatabase("newer");
        server.execute(source, "CREATE TABLE t (x int PRIMARY KEY)");
        Path archive = dump(server, source, TestPrograms.exactly(15));
        String target = server.createFreshDatabase("newer_target");
        ProgramChoice newer = TestPrograms.HERE.forServer(16);
        assumeFalse(newer.exact(), "programs of 16 are here, so none of them is newer than asked for");
        for (Section section : List.of(Section.PRE_DATA, Section.POST_DATA)) {
            SchemaRestoreOptions options =
                    new SchemaRestoreOptions(section, 4, null, true, true, false, false, null, false);
            assertThat(new SchemaRestore(newer).run(Addresses.of(server, target), archive, options))
                    .isEqualTo(new RestoreOutcome.Restored(
                            List.of("the server is older than the setting transaction_timeout")));
        }
    }

    @EveryMajor
    void databaseThatIsNotThereIsAFailure(int major) throws IOException {
        PostgresServer server = PostgresServer.shared(major);
        Path archive = dump(server, "postgres", TestPrograms.exactly(major));
        RestoreOutcome outcome =
                restore(major).run(Addresses.of(server, "nowhere"), archive, SchemaRestoreOptions.of(Section.PRE_DATA));
        assertThat(outcome).isInstanceOf(RestoreOutcome.Failed.class);
        assertThat(outcome.toString()).contains("database \"nowhere\" does not exist");
    }
}
