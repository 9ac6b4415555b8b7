package dev.lifeboat.postgres.format;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.BackupKind;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.backup.Tier;
import dev.lifeboat.crypto.PrivateKeyFile;
import dev.lifeboat.crypto.PrivateKeys;
import dev.lifeboat.postgres.TestVault;
import dev.lifeboat.postgres.backup.BackupOptions;
import dev.lifeboat.postgres.backup.BackupStep;
import dev.lifeboat.postgres.backup.Omission;
import dev.lifeboat.postgres.backup.ProgramDefinitions;
import dev.lifeboat.postgres.backup.TakeBackup;
import dev.lifeboat.postgres.connect.DatabaseAddress;
import dev.lifeboat.postgres.sql.SessionDatabase;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.record.Proof;
import dev.lifeboat.record.ProofRecords;
import dev.lifeboat.store.DirectoryStore;
import dev.lifeboat.testing.PostgresServer;
import dev.lifeboat.trust.KeyFile;
import dev.lifeboat.trust.NewSource;
import dev.lifeboat.trust.Role;
import dev.lifeboat.trust.SignedDocument;
import dev.lifeboat.trust.SourceSetup;
import dev.lifeboat.trust.Trust;
import dev.lifeboat.trust.TrustPin;
import dev.lifeboat.verify.Depth;
import dev.lifeboat.verify.VerificationReport;
import dev.lifeboat.verify.VerifyBackup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes a golden backup, once for each version of the format, before its first release:
 *
 * <pre>
 * LIFEBOAT_GOLDEN=2 scripts/maven -pl shared/postgres -am test -Dtest=GoldenMakerTest \
 *     -Dsurefire.failIfNoSpecifiedTests=false
 * </pre>
 *
 * <p>It writes src/test/resources/golden/2: the store, the keys with their passphrase, the owner's fingerprint, the times of
 * the store's files, and what look.sql says of the database. It holds the record of a proof, too. Commit all of it, and never change it again.
 */
final class GoldenMaker {
    private static final String DATABASE = "golden";
    private static final String PASSPHRASE = "correct horse battery staple";
    /** Small, so that a table of a few hundred rows has several segments. */
    private static final long SEGMENT_BYTES = 32 << 10;

    private final Path folder;
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    GoldenMaker(Path folder) {
        this.folder = folder;
    }

    void make(PostgresServer server) throws IOException, SQLException {
        server.createDatabase(DATABASE, "TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'");
        server.psql(DATABASE)
                .with("--output=/dev/null")
                .input(GoldenBackup.ALL.resolve("database.sql"))
                .succeed();
        Path store = folder.resolve("store");
        Files.createDirectories(store);
        write("passphrase", PASSPHRASE + "\n");
        NewSource source = new SourceSetup(GoldenBackup.SOURCE, now)
                .newOwner(PASSPHRASE.toCharArray())
                .newRecipient(PASSPHRASE.toCharArray())
                .newSigner(Role.BACKUP)
                .newSigner(Role.PROVE)
                .prepare();
        for (KeyFile key : source.files()) {
            write("keys/" + key.name(), key.content());
        }
        TrustPin pin = source.publish(DirectoryStore.initialize(store));
        write("owner", pin.owner() + "\n");
        backUp(server, DirectoryStore.open(store), pin);
        prove(DirectoryStore.open(store), pin);
        write("look.out", look(server, DATABASE));
        write("times", times(store));
    }

    private void backUp(PostgresServer server, DirectoryStore store, TrustPin pin) throws IOException {
        DatabaseAddress address = TestVault.address(server, DATABASE);
        new TakeBackup(
                        new Catalog(store, Trust.load(store, GoldenBackup.SOURCE, pin)),
                        new SessionDatabase(address, "lifeboat backup"),
                        facts -> new ProgramDefinitions(
                                TestVault.programs().forServer(facts.major()), address, facts.encoding()),
                        keys("backup").signingKey(now),
                        new BackupOptions(
                                1, SEGMENT_BYTES, EnumSet.of(Omission.ROLE_PASSWORDS), Duration.ofSeconds(30)),
                        Clock.systemUTC())
                .run(
                        new BackupId(now, BackupKind.FULL),
                        List.of(Tier.DAILY, Tier.MONTHLY),
                        "lifeboat golden",
                        Progress.none(),
                        BackupStep.Listener.NONE);
    }

    /** Reads every row again, and writes the signed record of it. */
    private void prove(DirectoryStore store, TrustPin pin) throws IOException {
        Catalog catalog = new Catalog(store, Trust.load(store, GoldenBackup.SOURCE, pin));
        SignedDocument<Manifest> backup = catalog.find("latest");
        VerificationReport report = new VerifyBackup(catalog, 1)
                .run(backup, Depth.CONTENT, Optional.of(keys("recipient")), Progress.none());
        new ProofRecords(catalog, Clock.systemUTC())
                .write(Proof.of(backup, report), keys("prove").signingKey(now), "lifeboat golden");
    }

    private PrivateKeys keys(String role) throws IOException {
        String name = "keys/%s.secret.asc".formatted(role);
        return PrivateKeyFile.parse(Files.readString(folder.resolve(name)), name)
                .unlock(PASSPHRASE.toCharArray());
    }

    /** What look.sql says of a database. */
    static String look(PostgresServer server, String database) {
        return server.psql(database)
                .input(GoldenBackup.ALL.resolve("look.sql"))
                .succeed()
                .text();
    }

    private static String times(Path store) throws IOException {
        try (Stream<Path> files = Files.walk(store)) {
            StringBuilder lines = new StringBuilder();
            for (Path file : files.filter(Files::isRegularFile).sorted().collect(Collectors.toList())) {
                Instant time = Files.getLastModifiedTime(file).toInstant().truncatedTo(ChronoUnit.SECONDS);
                lines.append("%s %s\n".formatted(time, store.relativize(file)));
            }
            return lines.toString();
        }
    }

    private void write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolve(".."));
        Files.writeString(file, content);
    }
}
