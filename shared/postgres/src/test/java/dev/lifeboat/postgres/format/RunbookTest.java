package dev.lifeboat.postgres.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.backup.Layout;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.backup.ObjectsList;
import dev.lifeboat.postgres.TestVault;
import dev.lifeboat.postgres.backup.BackupOptions;
import dev.lifeboat.postgres.backup.Omission;
import dev.lifeboat.store.DirectoryStore;
import dev.lifeboat.testing.EveryMajor;
import dev.lifeboat.testing.FeatureDatabase;
import dev.lifeboat.testing.NormalizedDump;
import dev.lifeboat.testing.PostgresPrograms;
import dev.lifeboat.testing.PostgresServer;
import dev.lifeboat.testing.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs the scripts of docs/runbook.md that restore a backup without Lifeboat, as they stand there. */
final class RunbookTest {
    private static final Pattern OPEN = script("open.sh");
    private static final Pattern RESTORE = script("restore.sh");
    private static final Pattern LARGE_OBJECTS =
            Pattern.compile("```sql\n(-- large-objects.sql: .*?)```\n", Pattern.DOTALL);
    private static final int MAJOR = 15;
    private static final BackupOptions SMALL_SEGMENTS = new BackupOptions(
            2, 256 << 10, EnumSet.of(Omission.ROLE_PASSWORDS, Omission.FOREIGN_ROWS), Duration.ofSeconds(30));

    private static Pattern script(String name) {
        return Pattern.compile("```bash\n(#!/usr/bin/env bash\n# %s: .*?)```\n".formatted(name), Pattern.DOTALL);
    }

    @TempDir
    Path folder;

    private TestVault vault;

    @BeforeEach
    void makeStoreAndFiles() throws IOException {
        Files.writeString(folder.resolve("open.sh"), script(OPEN));
        Files.writeString(folder.resolve("restore.sh"), script(RESTORE));
        Files.writeString(folder.resolve("large-objects.sql"), script(LARGE_OBJECTS));
        vault = new TestVault(DirectoryStore.initialize(folder.resolve("store")));
        Files.writeString(folder.resolve("recipient.secret.asc"), vault.keyFile("recipient.secret.asc"));
        Files.writeString(folder.resolve("passphrase"), TestVault.passphrase() + "\n");
    }

    private static String script(Pattern pattern) throws IOException {
        Matcher script = pattern.matcher(Files.readString(Path.of("../../docs/runbook.md")));
        assertThat(script.find()).isTrue();
        return script.group(1);
    }

    private void makeLargeObjects(PostgresServer server, String target) {
        server.psql(target)
                .with("--set=ON_ERROR_STOP=1", "--single-transaction", "--file=large-objects.sql")
                .in(folder)
                .succeed();
    }

    private Program script(Manifest manifest, String owner, PostgresServer server, String target) {
        PostgresPrograms programs = PostgresPrograms.required(server.major());
        return scripts("store", "shop", manifest.id().toString(), owner, "recipient.secret.asc", "passphrase")
                .with(server.uri(target))
                .env("PATH", programs.folder() + ":" + System.getenv("PATH"))
                .in(folder)
                .within(Duration.ofMinutes(5));
    }

    /** The first script with these arguments, and then the second one into the database that is the last. */
    private Program scripts(String... arguments) {
        return Program.required(
                        "bash",
                        "-c",
                        "rm -rf opened; bash open.sh \"${@:1:6}\" opened && bash restore.sh \"$1\" opened \"$7\"",
                        "scripts")
                .with(arguments);
    }

    private String restore(Manifest manifest, PostgresServer server, FeatureDatabase like) throws SQLException {
        String target = PostgresServer.freshName("by_hand");
        server.createDatabase(target, "TEMPLATE template0 " + like.options());
        Program.Result result =
                script(manifest, vault.owner().value(), server, target).succeed();
        assertThat(result.text())
                .isEqualTo("opened %1$d rows of %2$d tables as of %3$s\nrestored %1$d rows\n"
                        .formatted(manifest.totals().rows(), manifest.totals().tables(), manifest.snapshot()));
        makeLargeObjects(server, target);
        return target;
    }

    @ParameterizedTest
    @EnumSource(
            value = FeatureDatabase.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"ACCESS", "EVERYTHING", "REORDERED"})
    void scriptRestoresEveryKindOfDatabase(FeatureDatabase feature) throws SQLException {
        roundTrip(PostgresServer.shared(MAJOR), feature);
    }

    @EveryMajor
    void scriptRestoresOnEveryMajor(int major) throws SQLException {
        roundTrip(PostgresServer.shared(major), FeatureDatabase.PARTITIONS);
    }

    private void roundTrip(PostgresServer server, FeatureDatabase feature) throws SQLException {
        String database = feature.create(server);
        Manifest manifest = vault.backup(server, database, SMALL_SEGMENTS);
        String target = restore(manifest, server, feature);
        NormalizedDump.assertSameDatabase(server, database, target);
    }

    @Test
    void scriptRestoresAGoldenBackup() throws SQLException {
        GoldenBackup golden = GoldenBackup.all().findFirst().orElseThrow();
        Path store = golden.copyTo(folder.resolve("golden"));
        PostgresServer server = PostgresServer.shared(MAJOR);
        String target = server.createFreshDatabase("golden_by_hand");
        scripts(store.toString(), "golden")
                .with(
                        golden.catalog(store).ids().getFirst().toString(),
                        golden.owner().value())
                .with(golden.folder()
                        .resolve("keys/recipient.secret.asc")
                        .toAbsolutePath()
                        .toString())
                .with(golden.folder().resolve("passphrase").toAbsolutePath().toString(), server.uri(target))
                .in(folder)
                .succeed();
        makeLargeObjects(server, target);
        assertThat(GoldenMaker.look(server, target).lines())
                .containsExactlyElementsOf(golden.looks().lines().toList());
    }

    private Manifest smallBackup(PostgresServer server) throws SQLException {
        String database = server.createFreshDatabase("small");
        server.execute(database, "CREATE TABLE t AS SELECT n FROM generate_series(1, 1000) n");
        return vault.backup(server, database, BackupOptions.DEFAULT);
    }

    /** Runs the script, which must stop before it has written anything. */
    private String refusal(Manifest manifest, String owner) throws SQLException {
        PostgresServer server = PostgresServer.shared(MAJOR);
        String target = server.createFreshDatabase("untouched");
        Program.Result result = script(manifest, owner, server, target).run();
        assertThat(result.exitCode()).isNotZero();
        assertThat(result.text()).doesNotContain("restored");
        assertThat(server.values(target, "SELECT relname FROM pg_class WHERE oid >= 16384"))
                .isEmpty();
        return result.errors();
    }

    @Test
    void scriptBelievesNoOtherOwner() throws SQLException {
        Manifest manifest = smallBackup(PostgresServer.shared(MAJOR));
        assertThat(refusal(manifest, "0123456789ABCDEF0123456789ABCDEF01234567"))
                .contains("trust/000001.json.asc has a signer who does not count");
    }

    @Test
    void scriptBelievesNoManifestThatWasChanged() throws SQLException, IOException {
        Manifest manifest = smallBackup(PostgresServer.shared(MAJOR));
        Path file = file(new Layout(manifest.source()).manifest(manifest.id()).value());
        Instant stored = Files.getLastModifiedTime(file).toInstant();
        Files.writeString(file, Files.readString(file).replace("\"manual\"", "\"daily\""));
        GoldenBackup.setTime(file, stored);
        assertThat(refusal(manifest, vault.owner().value())).contains("gpg does not say GOODSIG of");
    }

    @Test
    void scriptBelievesNoManifestFromOutsideTheSignersWindow() throws SQLException {
        Manifest manifest = smallBackup(PostgresServer.shared(MAJOR));
        Path file = file(new Layout(manifest.source()).manifest(manifest.id()).value());
        GoldenBackup.setTime(file, Instant.parse("2001-01-01T00:00:00Z"));
        assertThat(refusal(manifest, vault.owner().value())).contains("has a signer who does not count");
    }

    @Test
    void scriptRestoresNothingOfABackupWithADamagedObject() throws SQLException, IOException {
        Manifest manifest = smallBackup(PostgresServer.shared(MAJOR));
        String key = ObjectsList.read(vault.store(), manifest)
                .all()
                .iterator()
                .next()
                .key()
                .value();
        byte[] bytes = Files.readAllBytes(file(key));
        bytes[bytes.length / 2] ^= 1;
        Files.write(file(key), bytes);
        assertThat(refusal(manifest, vault.owner().value())).contains("computed checksum did NOT match");
    }

    @Test
    void scriptSaysThatThePassphraseIsWrong() throws SQLException, IOException {
        Manifest manifest = smallBackup(PostgresServer.shared(MAJOR));
        Files.writeString(folder.resolve("passphrase"), "another\n");
        assertThat(refusal(manifest, vault.owner().value())).contains("wrong key or passphrase");
    }

    private Path file(String key) {
        return folder.resolve("store").resolve(key);
    }
}
