package dev.lifeboat.postgres.fault;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.BackupOutcome;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.postgres.TestVault;
import dev.lifeboat.postgres.backup.BackupOptions;
import dev.lifeboat.postgres.backup.BackupStep;
import dev.lifeboat.postgres.backup.Definitions;
import dev.lifeboat.postgres.backup.ProgramDefinitions;
import dev.lifeboat.postgres.connect.AddressReader;
import dev.lifeboat.postgres.connect.DatabaseAddress;
import dev.lifeboat.postgres.inventory.ServerFacts;
import dev.lifeboat.postgres.restore.PostgresRestore;
import dev.lifeboat.postgres.restore.RestoreOptions;
import dev.lifeboat.postgres.restore.RestoreReport;
import dev.lifeboat.postgres.restore.RestoreTarget;
import dev.lifeboat.postgres.sql.SessionDatabase;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.store.DirectoryStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/**
 * A process of its own that takes or restores a backup: {@code backup STORE KEYS URI ID} or {@code restore STORE KEYS URI ID
 * MAINTENANCE_URI}. It says on standard output what came of it, and nothing else.
 */
final class BackupProcess {
    private BackupProcess() {}

    public static void main(String[] arguments) throws IOException {
        try {
            TestVault vault = TestVault.open(DirectoryStore.open(Path.of(arguments[1])), Path.of(arguments[2]));
            DatabaseAddress address = address(arguments[3]);
            BackupId id = BackupId.parse(arguments[4]);
            System.out.println(
                    arguments[0].equals("backup")
                            ? backup(vault, address, id)
                            : restore(vault, address, id, address(arguments[5])));
        } catch (LifeboatException e) {
            System.out.println(e.toText());
        }
    }

    private static DatabaseAddress address(String uri) {
        return new AddressReader(Map.of(), Path.of("/nonexistent"), "postgres", warning -> {}).fromSecret(uri);
    }

    private static String backup(TestVault vault, DatabaseAddress address, BackupId id) {
        Function<ServerFacts, Definitions> definitions = facts ->
                new ProgramDefinitions(TestVault.programs().forServer(facts.major()), address, facts.encoding());
        BackupOutcome outcome = vault.take(
                vault.store(),
                new SessionDatabase(address, "lifeboat backup"),
                definitions,
                id,
                BackupOptions.DEFAULT,
                BackupStep.Listener.NONE);
        return "%s %s"
                .formatted(
                        outcome.getClass().getSimpleName(), outcome.manifest().attempt());
    }

    private static String restore(TestVault vault, DatabaseAddress address, BackupId id, DatabaseAddress maintenance) {
        RestoreReport report = PostgresRestore.prepare(
                        vault.source(vault.catalog().read(id).content()),
                        new RestoreTarget(address, maintenance, TestVault.programs(), true),
                        RestoreOptions.DEFAULT)
                .run(Progress.none());
        return "Restored %d".formatted(report.rows());
    }
}
