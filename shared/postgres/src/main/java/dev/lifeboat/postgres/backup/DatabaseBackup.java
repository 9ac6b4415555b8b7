package dev.lifeboat.postgres.backup;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.BackupOutcome;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.Tier;
import dev.lifeboat.crypto.PrivateKeys;
import dev.lifeboat.crypto.SigningKey;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.postgres.connect.DatabaseAddress;
import dev.lifeboat.postgres.inventory.ServerFacts;
import dev.lifeboat.postgres.program.ClientPrograms;
import dev.lifeboat.postgres.program.ProgramChoice;
import dev.lifeboat.postgres.sql.Connector;
import dev.lifeboat.progress.Progress;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Backs up a database with the client programs of this machine, and looks whether it is the one that the source was before.
 *
 * @param signing of the role backup or operator
 * @param names opens the names in a backup, which tell of which database it is: the catalog key; without it that is not looked at
 * @param warnings takes what somebody should look after, though the backup is complete
 */
public record DatabaseBackup(
        Catalog catalog,
        ClientPrograms programs,
        SigningKey signing,
        Optional<PrivateKeys> names,
        BackupOptions options,
        Consumer<String> warnings) {
    /**
     * Which backup is wanted.
     *
     * @param writer the program and version that makes it
     */
    public record Wanted(BackupId id, List<Tier> tiers, String writer) {
        public Wanted {
            tiers = List.copyOf(tiers);
        }
    }

    /**
     * Makes the backup, or finds it made.
     *
     * @param address names one server
     * @param connector through which all connections are made: closing it ends the work
     * @throws LifeboatException why it was not made; OBJECT_EXISTS if there is one of another database under that identifier
     */
    public BackupOutcome run(
            DatabaseAddress address,
            Connector connector,
            Wanted wanted,
            Progress progress,
            BackupStep.Listener listener) {
        TakeBackup backup = new TakeBackup(
                catalog,
                connector.to(address),
                server -> definitions(server, address),
                signing,
                options,
                Clock.systemUTC());
        BackupOutcome outcome = backup.run(wanted.id(), wanted.tiers(), wanted.writer(), progress, listener);
        switch (outcome) {
            case BackupOutcome.Made made ->
                names.flatMap(given -> SourceDatabase.change(catalog, made.manifest(), given))
                        .ifPresent(warnings);
            case BackupOutcome.MadeBefore before -> requireSameDatabase(before, address.database());
        }
        return outcome;
    }

    private Definitions definitions(ServerFacts server, DatabaseAddress address) {
        ProgramChoice choice = programs.forServer(server.major());
        if (!choice.exact()) {
            warnings.accept(
                    "pg_dump %s is newer than the server (%d): the schema may not restore into a server as old as that one; install postgresql-client-%d"
                            .formatted(choice.programs().version(), server.major(), server.major()));
        }
        return new ProgramDefinitions(choice, address, server.encoding());
    }

    /** Two databases of one source may have been backed up for the same instant, and only one of them was. */
    private void requireSameDatabase(BackupOutcome.MadeBefore before, String database) {
        BackupId id = before.manifest().id();
        if (names.isEmpty()) {
            warnings.accept(
                    "backup %s was made by another run, and whether of this database was not looked at: --catalog-key FILE tells"
                            .formatted(id));
            return;
        }
        String other = SourceDatabase.of(catalog, catalog.read(id), names.get()).name();
        if (!other.equals(database)) {
            throw new LifeboatException(
                    ErrorCode.OBJECT_EXISTS,
                    "backup %s was made before, and is of database \"%s\": database \"%s\" was not backed up"
                            .formatted(id, other, database),
                    "make a source for each database: lifeboat init");
        }
    }
}
