package dev.lifeboat.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.index.SegmentEntry;
import dev.lifeboat.index.TableEntry;
import dev.lifeboat.postgres.backup.BackupOptions;
import dev.lifeboat.postgres.restore.PostgresRestore;
import dev.lifeboat.postgres.restore.ProofOfRestore;
import dev.lifeboat.postgres.restore.RestoreOptions;
import dev.lifeboat.postgres.restore.RestoreReport;
import dev.lifeboat.postgres.restore.RestoreSource;
import dev.lifeboat.postgres.restore.Selection;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.record.ProofRecord;
import dev.lifeboat.record.ProofRecords;
import dev.lifeboat.store.MemoryStore;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.testing.PostgresPrograms;
import dev.lifeboat.testing.PostgresServer;
import dev.lifeboat.trust.ListedDocument;
import dev.lifeboat.trust.SignedDocument;
import dev.lifeboat.verify.Depth;
import dev.lifeboat.verify.VerificationReport;
import dev.lifeboat.verify.VerifyBackup;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A backup of a real server that is verified, restored, recorded, and then loses an object. */
class MissingObjectTest {
    private final PostgresServer server =
            PostgresServer.shared(PostgresPrograms.majorsAtHand().getLast());
    private final MemoryStore store = new MemoryStore();
    private final TestVault vault = new TestVault(store);
    private Manifest manifest;

    @BeforeEach
    void makeBackup() throws SQLException {
        String database = server.createFreshDatabase("missing");
        server.execute(
                database,
                "CREATE TABLE big AS SELECT n, repeat(md5(n::text), 50) AS filler FROM generate_series(1, 7000) n",
                "CREATE TABLE small (id int)",
                "INSERT INTO small VALUES (1)");
        manifest = vault.backup(server, database, BackupOptions.DEFAULT);
    }

    private ObjectKey objectOf(String table) {
        RestoreSource source = vault.source(manifest);
        long oid = source.index().tables().stream()
                .filter(entry -> entry.name().equals(table))
                .map(TableEntry::oid)
                .findFirst()
                .orElseThrow();
        return source.index().segments().stream()
                .filter(segment -> segment.table() == oid)
                .map(SegmentEntry::object)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void restoreThatNeedsItWritesNothing() throws SQLException {
        ObjectKey object = objectOf("big");
        store.lose(object);
        String target = PostgresServer.freshName("never");

        assertThatThrownBy(() -> vault.restoreCreating(manifest, server, target, RestoreOptions.DEFAULT))
                .hasMessage("object %s is missing: the rows of table \"public\".\"big\" cannot be restored;"
                                .formatted(object)
                        + " 1 of the 3 objects that are needed are missing or damaged: nothing was restored")
                .extracting(e -> ((LifeboatException) e).code())
                .isEqualTo(ErrorCode.OBJECT_MISSING);
        assertThat(server.value("postgres", "SELECT count(*) FROM pg_database WHERE datname = '" + target + "'"))
                .isEqualTo("0");
    }

    @Test
    void restoreThatDoesNotNeedItSucceeds() {
        store.lose(objectOf("big"));

        RestoreReport report =
                vault.restoreCreating(manifest, server, PostgresServer.freshName("small_only"), only("public.small"));
        assertThat(report.rows()).isEqualTo(1);
    }

    @Test
    void tableMayBeNamedAsMessagesNameIt() {
        RestoreReport report = vault.restoreCreating(
                manifest, server, PostgresServer.freshName("quoted"), only("\"public\".\"small\""));
        assertThat(report.rows()).isEqualTo(1);
    }

    private static RestoreOptions only(String table) {
        return new RestoreOptions(2, new Selection(List.of(), List.of(table)), true, true, true, true, false);
    }

    @Test
    void verificationNamesTheTable() {
        ObjectKey object = objectOf("big");
        store.lose(object);

        VerificationReport report = new VerifyBackup(vault.catalog(), 2)
                .run(
                        vault.catalog().read(manifest.id()),
                        Depth.CONTENT,
                        Optional.of(vault.keys("recipient.secret.asc")),
                        Progress.none());
        assertThat(report.damage()).hasSize(1);
        assertThat(report.damage().getFirst().sentence())
                .isEqualTo("object %s is missing: the rows of table \"public\".\"big\" cannot be restored"
                        .formatted(object));
        assertThat(report.tables()).extracting(table -> table.table().name()).containsExactly("small");
    }

    @Test
    void soundBackupIsVerifiedRestoredAndProven() {
        Catalog catalog = vault.catalog();
        SignedDocument<Manifest> backup = catalog.read(manifest.id());
        VerificationReport verified = new VerifyBackup(catalog, 2)
                .run(backup, Depth.CONTENT, Optional.of(vault.keys("recipient.secret.asc")), Progress.none());
        assertThat(verified.damage()).isEmpty();
        assertThat(verified.rows()).isEqualTo(7_001);

        PostgresRestore restore = PostgresRestore.prepare(
                vault.source(manifest),
                TestVault.target(server, PostgresServer.freshName("proven"), true),
                RestoreOptions.DEFAULT);
        RestoreReport restored = restore.run(Progress.none());
        ProofRecords records = new ProofRecords(catalog, Clock.systemUTC());
        records.write(
                ProofOfRestore.of(backup, restored, restore.estimate(), Selection.EVERYTHING),
                vault.keys("prove.secret.asc").signingKey(Instant.now()),
                "lifeboat test");

        ProofRecord record = ((ListedDocument.Standing<ProofRecord>)
                        records.of(manifest.id()).getFirst())
                .document()
                .content();
        assertThat(record.proves(backup)).isTrue();
        assertThat(record.totals().rows()).isEqualTo(7_001);
    }
}
