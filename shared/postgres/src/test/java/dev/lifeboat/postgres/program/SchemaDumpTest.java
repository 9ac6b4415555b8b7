package dev.lifeboat.postgres.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.postgres.connect.Addresses;
import dev.lifeboat.testing.EveryMajor;
import dev.lifeboat.testing.PostgresPrograms;
import dev.lifeboat.testing.PostgresServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaDumpTest {
    private static final SchemaDumpOptions PLAIN = new SchemaDumpOptions(null, Duration.ofSeconds(5), true);

    @TempDir
    Path folder;

    @EveryMajor
    void archiveIsStreamedUnderTheSnapshotAndListedBack(int major) throws SQLException, IOException {
        PostgresServer server = PostgresServer.shared(major);
        String database = server.createFreshDatabase("Schema = 'é");
        server.execute(database, "CREATE TABLE kept (x int)", "SELECT lo_from_bytea(4711, 'x')");
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        ArchiveHeader header;
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
            String snapshot = snapshot(statement);
            server.execute(database, "CREATE TABLE too_late (x int)");
            SchemaDumpOptions options = new SchemaDumpOptions(snapshot, Duration.ofSeconds(5), true);
            header = new SchemaDump(TestPrograms.exactly(major)).run(Addresses.of(server, database), options, archive);
        }
        assertThat(header.server()).startsWith(major + ".");
        assertThat(header.program()).startsWith(major + ".");
        assertThat(header.format()).matches("1\\.\\d+-0");
        ArchiveListingTest.Listed listed = ArchiveListingTest.list(TestPrograms.exactly(major), archive.toByteArray());
        assertThat(listed.entries()).hasSize(header.entries());
        assertThat(listed.entries())
                .filteredOn(entry -> entry.description().equals("TABLE"))
                .extracting(ArchiveEntry::name)
                .containsExactly("public kept postgres");
    }

    private static String snapshot(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT pg_export_snapshot()")) {
            row.next();
            return row.getString(1);
        }
    }

    @EveryMajor
    void subscriptionThatTheRoleCannotSeeFailsTheDumpUnlessLeftOut(int major) throws SQLException, IOException {
        PostgresServer server = PostgresServer.shared(major);
        String database = server.createFreshDatabase("subscribed");
        String role = PostgresServer.freshName("reader");
        server.execute(
                database,
                "CREATE ROLE %s LOGIN IN ROLE pg_read_all_data".formatted(role),
                "CREATE SUBSCRIPTION s_%s CONNECTION 'host=nowhere' PUBLICATION p WITH (connect = false, slot_name = NONE)"
                        .formatted(database));
        SchemaDump dump = new SchemaDump(TestPrograms.exactly(major));
        LifeboatException failure = catchThrowableOfType(
                LifeboatException.class,
                () -> dump.run(Addresses.of(server, database, role), PLAIN, OutputStream.nullOutputStream()));
        assertThat(failure.code()).isEqualTo(ErrorCode.PROGRAM_FAILED);
        assertThat(failure)
                .hasMessage("pg_dump ended with exit code 0; it said: pg_dump: warning: subscriptions not"
                        + " dumped because current user is not a superuser: the schema is not backed up");
        SchemaDumpOptions without = new SchemaDumpOptions(null, Duration.ofSeconds(5), false);
        assertThat(dump.run(Addresses.of(server, database, role), without, OutputStream.nullOutputStream())
                        .entries())
                .isPositive();
        server.execute(database, "DROP SUBSCRIPTION s_" + database);
    }

    @EveryMajor
    void lockThatIsNotGivenInTimeIsRefused(int major) throws SQLException {
        PostgresServer server = PostgresServer.shared(major);
        String database = server.createFreshDatabase("locked");
        server.execute(database, "CREATE TABLE busy (x int)");
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute("BEGIN; LOCK TABLE busy");
            SchemaDumpOptions impatient = new SchemaDumpOptions(null, Duration.ofMillis(200), true);
            LifeboatException failure = catchThrowableOfType(
                    LifeboatException.class,
                    () -> new SchemaDump(TestPrograms.exactly(major))
                            .run(Addresses.of(server, database), impatient, OutputStream.nullOutputStream()));
            assertThat(failure.code()).isEqualTo(ErrorCode.LOCK_REFUSED);
            assertThat(failure.getMessage()).contains("busy");
        }
    }

    @EveryMajor
    void tableThatTheRoleMayNotReadIsAMissingPrivilege(int major) throws SQLException {
        PostgresServer server = PostgresServer.shared(major);
        String database = server.createFreshDatabase("private");
        String role = PostgresServer.freshName("stranger");
        server.execute(database, "CREATE ROLE %s LOGIN".formatted(role), "CREATE TABLE secret (x int)");
        LifeboatException failure = catchThrowableOfType(
                LifeboatException.class,
                () -> new SchemaDump(TestPrograms.exactly(major))
                        .run(Addresses.of(server, database, role), PLAIN, OutputStream.nullOutputStream()));
        assertThat(failure.code()).isEqualTo(ErrorCode.PRIVILEGE_MISSING);
        assertThat(failure.getMessage()).contains("secret");
    }

    @Test
    void passwordReachesTheProgramsThroughTheirEnvironment() throws IOException {
        PostgresPrograms.required(17);
        try (PostgresServer server =
                PostgresServer.of(17).withPassword("p w'\\:x").start()) {
            ProgramSet programs = TestPrograms.HERE.forServer(17).programs();
            String uri = server.uri("postgres").replace("@", ":%s@");
            SchemaDump dump = new SchemaDump(programs);
            assertThat(dump.run(Addresses.of(uri.formatted("p%20w'%5C%3Ax")), PLAIN, OutputStream.nullOutputStream())
                            .entries())
                    .isPositive();
            LifeboatException failure = catchThrowableOfType(
                    LifeboatException.class,
                    () -> dump.run(Addresses.of(uri.formatted("hunter2")), PLAIN, OutputStream.nullOutputStream()));
            assertThat(failure.code()).isEqualTo(ErrorCode.PROGRAM_FAILED);
            assertThat(failure.getMessage())
                    .contains("password authentication failed")
                    .doesNotContain("hunter2");
        }
    }

    @EveryMajor
    void snapshotWhoseSessionIsGoneIsToldAsThat(int major) {
        PostgresServer server = PostgresServer.shared(major);
        SchemaDumpOptions gone = new SchemaDumpOptions("00000003-0000001B-1", Duration.ofSeconds(5), true);
        LifeboatException failure = catchThrowableOfType(
                LifeboatException.class,
                () -> new SchemaDump(TestPrograms.exactly(major))
                        .run(Addresses.of(server, "postgres"), gone, OutputStream.nullOutputStream()));
        assertThat(failure.code()).isEqualTo(ErrorCode.SERVER_UNREACHABLE);
        assertThat(failure).hasMessageContaining("snapshot").hasMessageEndingWith(": the schema is not backed up");
        assertThat(failure.hint()).startsWith("the session that holds the backup's snapshot has ended: ");
    }

    @Test
    void archiveThatCannotBeListedBackFails() throws IOException {
        PostgresServer server = PostgresServer.shared(15);
        ProgramSet real = TestPrograms.exactly(15);
        Path cut = TestPrograms.folder(
                folder.resolve("cut"), "exec %s \"$@\"".formatted(real.path(ClientProgram.PG_RESTORE)));
        TestPrograms.script(
                cut.resolve("pg_dump"), "%s \"$@\" | head -c 700".formatted(real.path(ClientProgram.PG_DUMP)));
        LifeboatException failure = catchThrowableOfType(
                LifeboatException.class,
                () -> new SchemaDump(new ProgramSet(15, "15.0", cut))
                        .run(Addresses.of(server, "postgres"), PLAIN, OutputStream.nullOutputStream()));
        assertThat(failure.code()).isEqualTo(ErrorCode.PROGRAM_FAILED);
        assertThat(failure.getMessage()).startsWith("pg_restore ended with exit code 1");
    }

    @Test
    void streamThatBreaksEndsTheDump() {
        PostgresServer server = PostgresServer.shared(15);
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("broken");
            }
        };
        IOException failure = catchThrowableOfType(
                IOException.class,
                () -> new SchemaDump(TestPrograms.exactly(15)).run(Addresses.of(server, "postgres"), PLAIN, broken));
        assertThat(failure).hasMessage("broken");
        assertThat(ProcessHandle.current().descendants().flatMap(p -> p.info().command().stream()))
                .noneMatch(command -> command.endsWith("pg_dump") || command.endsWith("pg_restore"));
    }

    @EveryMajor
    void globalsAreDumpedWithoutPasswords(int major) throws SQLException, IOException {
        PostgresServer server = PostgresServer.shared(major);
        String role = PostgresServer.freshName("globals");
        server.execute("postgres", "CREATE ROLE %s LOGIN PASSWORD 'hunter2'".formatted(role));
        GlobalsDump dump = new GlobalsDump(TestPrograms.exactly(major));
        String database = server.createFreshDatabase("x = 'é");
        assertThat(text(dump, server, database, false))
                .contains("CREATE ROLE " + role)
                .doesNotContain("PASSWORD");
        assertThat(text(dump, server, database, true)).contains("PASSWORD 'SCRAM-SHA-256$");
        LifeboatException failure = catchThrowableOfType(
                LifeboatException.class,
                () -> dump.run(Addresses.of(server, database, role), true, OutputStream.nullOutputStream()));
        assertThat(failure.code()).isEqualTo(ErrorCode.PRIVILEGE_MISSING);
    }

    private static String text(GlobalsDump dump, PostgresServer server, String database, boolean passwords)
            throws IOException {
        ByteArrayOutputStream sql = new ByteArrayOutputStream();
        dump.run(Addresses.of(server, database), passwords, sql);
        return sql.toString(StandardCharsets.UTF_8);
    }
}
