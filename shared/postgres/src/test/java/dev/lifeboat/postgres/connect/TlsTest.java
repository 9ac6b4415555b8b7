package dev.lifeboat.postgres.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lifeboat.backup.Manifest;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.postgres.TestVault;
import dev.lifeboat.postgres.backup.BackupOptions;
import dev.lifeboat.postgres.backup.BackupStep;
import dev.lifeboat.postgres.backup.ProgramDefinitions;
import dev.lifeboat.postgres.restore.PostgresRestore;
import dev.lifeboat.postgres.restore.RestoreOptions;
import dev.lifeboat.postgres.restore.RestoreTarget;
import dev.lifeboat.postgres.sql.SessionDatabase;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.store.MemoryStore;
import dev.lifeboat.testing.NormalizedDump;
import dev.lifeboat.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server for localhost alone, with TLS, which asks the role {@code certified} for a certificate. */
class TlsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static Certificates certificates;

    @SuppressWarnings("NullAway.Init")
    private static PostgresServer server;

    @BeforeAll
    static void start() throws IOException, SQLException {
        certificates = Certificates.create(folder)
                .sign("server", "localhost", "DNS:localhost", "RSA")
                .sign("rsa", "certified", "DNS:client", "RSA")
                .sign("ec", "certified", "DNS:client", "EC", "-pkeyopt", "ec_paramgen_curve:P-256");
        server = PostgresServer.of(17).start();
        install("server.key", "server.key");
        install("server.crt", "server.crt");
        install("root.crt", "root.crt");
        server.execute(
                "postgres",
                "CREATE ROLE certified LOGIN",
                "ALTER SYSTEM SET ssl_ca_file = 'root.crt'",
                "ALTER SYSTEM SET ssl = on",
                "COPY (SELECT 'hostssl all certified all cert' UNION ALL SELECT 'host all postgres all trust')"
                        + " TO '%s'".formatted(server.dataFolder().resolve("pg_hba.conf")));
        server.restart();
    }

    /** Written by the server itself, so that its user owns it and nobody else may read it. */
    private static void install(String name, String as) throws IOException, SQLException {
        server.execute(
                "postgres",
                "COPY (SELECT unnest(string_to_array(%s, E'\\n'))) TO PROGRAM 'umask 077; cat > %s'"
                        .formatted(
                                Literals.quote(Files.readString(certificates.file(name))
                                        .strip()),
                                as));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String uri(String role, String host, String parameters) {
        return "postgresql://%s@%s:%d/postgres?%s".formatted(role, host, server.port(), parameters);
    }

    private static String root() {
        return "sslrootcert=" + certificates.file("root.crt");
    }

    private static boolean encrypted(String uri) throws SQLException {
        try (Connection connection = Connections.open(Addresses.of(uri), "test");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static LifeboatException failure(String uri) {
        return catchThrowableOfType(LifeboatException.class, () -> Connections.open(Addresses.of(uri), "test"));
    }

    @ParameterizedTest
    @CsvSource({"disable, false", "allow, false", "prefer, true", "require, true"})
    void modesThatVerifyNothingEncryptAsLibpqDoes(String mode, boolean encrypted) throws SQLException {
        assertThat(encrypted(uri("postgres", "127.0.0.1", "sslmode=" + mode))).isEqualTo(encrypted);
    }

    @Test
    void verifyFullChecksTheNameAndVerifyCaDoesNot() throws SQLException {
        assertThat(encrypted(uri("postgres", "localhost", "sslmode=verify-full&" + root())))
                .isTrue();
        assertThat(encrypted(uri("postgres", "127.0.0.1", "sslmode=verify-ca&" + root())))
                .isTrue();
        assertThat(failure(uri("postgres", "127.0.0.1", "sslmode=verify-full&" + root()))
                        .toText())
                .isEqualTo("""
                error [LB-501]: no connection to 127.0.0.1:%d: the server's certificate is not made out to this host's name: its databases can be neither read nor written
                    hint: check sslmode, sslrootcert, sslcert and sslkey against the server's certificate""".formatted(server.port()));
    }

    @Test
    void wholeBackupComesBackOverVerifiedConnections() throws SQLException {
        String database = server.createFreshDatabase("verified");
        server.execute(database, "CREATE TABLE t AS SELECT n FROM generate_series(1, 100) n");
        DatabaseAddress from = Addresses.of(verified(database));
        TestVault vault = new TestVault(new MemoryStore());
        Manifest manifest = vault.take(
                        vault.store(),
                        new SessionDatabase(from, "lifeboat backup"),
                        facts -> new ProgramDefinitions(
                                TestVault.programs().forServer(facts.major()), from, facts.encoding()),
                        TestVault.newId(),
                        BackupOptions.DEFAULT,
                        BackupStep.Listener.NONE)
                .manifest();
        RestoreTarget target = new RestoreTarget(
                Addresses.of(verified("verified_back")),
                Addresses.of(verified("postgres")),
                TestVault.programs(),
                true);
        assertThat(PostgresRestore.prepare(vault.source(manifest), target, RestoreOptions.DEFAULT)
                        .run(Progress.none())
                        .rows())
                .isEqualTo(100);
        NormalizedDump.assertSameDatabase(server, database, "verified_back");
    }

    private static String verified(String database) {
        return "postgresql://postgres@localhost:%d/%s?sslmode=verify-full&%s"
                .formatted(server.port(), database, root());
    }

    @ParameterizedTest
    @ValueSource(strings = {"require", "verify-ca", "verify-full"})
    void anotherRootIsRefusedAlsoByRequireWhereThereIsOne(String mode) throws IOException {
        Path other = Files.createDirectories(folder.resolve("other-" + mode));
        Path root = Certificates.create(other).file("root.crt");
        LifeboatException failure =
                failure(uri("postgres", "localhost", "sslmode=%s&sslrootcert=%s".formatted(mode, root)));
        assertThat(failure.code()).isEqualTo(ErrorCode.SERVER_UNREACHABLE);
        assertThat(failure.getMessage()).contains(": TLS failed: ");
    }

    @Test
    void privateRootIsUnknownToTheSystemsTrust() {
        LifeboatException failure = failure(uri("postgres", "localhost", "sslrootcert=system"));
        assertThat(failure.getMessage()).contains(": TLS failed: ");
    }

    @Test
    void missingRootIsNamed() {
        assertThat(failure(uri("postgres", "localhost", "sslmode=verify-full&sslrootcert=/nowhere.crt")))
                .hasMessage(
                        "sslmode verify-full needs a root certificate, and /nowhere.crt does not exist: the server cannot"
                                + " be verified");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa", "ec"})
    void clientCertificateWithAPemKeyLogsIn(String name) throws SQLException {
        assertThat(encrypted(certified(name, name + ".key"))).isTrue();
    }

    private static String certified(String name, String key) {
        return uri(
                "certified",
                "localhost",
                "sslmode=verify-full&%s&sslcert=%s&sslkey=%s"
                        .formatted(root(), certificates.file(name + ".crt"), certificates.file(key)));
    }

    @Test
    void keyOfAnOlderFormSaysHowToConvertIt() throws IOException {
        certificates.openssl("rsa", "-in", "rsa.key", "-traditional", "-out", "old.key");
        Files.setPosixFilePermissions(certificates.file("old.key"), PosixFilePermissions.fromString("rw-------"));
        Path key = certificates.file("old.key");
        assertThat(failure(certified("rsa", "old.key")).toText()).isEqualTo("""
                error [LB-602]: client key %1$s is PEM, but not unencrypted PKCS #8: the login would fail
                    hint: convert it: openssl pkcs8 -topk8 -nocrypt -in %1$s -out new.key, and chmod 0600 new.key""".formatted(key));
    }

    @Test
    void missingClientCertificateIsALoginRefused() {
        assertThat(failure(uri("certified", "localhost", "sslmode=verify-full&" + root()))
                        .code())
                .isEqualTo(ErrorCode.LOGIN_REFUSED);
    }
}
