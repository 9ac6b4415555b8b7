package dev.lifeboat.postgres.backup;

import dev.lifeboat.backup.BackupAttempt;
import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.BackupKeys;
import dev.lifeboat.backup.BackupOutcome;
import dev.lifeboat.backup.BackupOutcome.Made;
import dev.lifeboat.backup.BackupOutcome.MadeBefore;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.backup.Tier;
import dev.lifeboat.crypto.SigningKey;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.postgres.inventory.ServerFacts;
import dev.lifeboat.postgres.sql.Database;
import dev.lifeboat.postgres.sql.SqlFailure;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.trust.Recipients;
import dev.lifeboat.trust.Role;
import dev.lifeboat.trust.Trust;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Makes one backup of a PostgreSQL database, or finds that it is made already: however often and from however many places at
 * once it is asked for, there is one backup of one identifier.
 */
public final class TakeBackup {
    private final Catalog catalog;
    private final Database database;
    private final Function<ServerFacts, Definitions> definitions;
    private final SigningKey signing;
    private final BackupOptions options;
    private final Clock clock;

    /**
     * Wires the action.
     *
     * @param definitions gives the programs for a server
     * @param signing of the role backup or operator
     */
    public TakeBackup(
            Catalog catalog,
            Database database,
            Function<ServerFacts, Definitions> definitions,
            SigningKey signing,
            BackupOptions options,
            Clock clock) {
        this.catalog = catalog;
        this.database = database;
        this.definitions = definitions;
        this.signing = signing;
        this.options = options;
        this.clock = clock;
    }

    /**
     * Makes the backup.
     *
     * @throws LifeboatException why it was not made; then there is no manifest
     */
    public BackupOutcome run(
            BackupId id, List<Tier> tiers, String writer, Progress progress, BackupStep.Listener listener) {
        catalog.requireNewestTrust();
        Optional<Manifest> before = existing(id);
        if (before.isPresent()) {
            return new MadeBefore(before.get());
        }
        BackupKeys keys = keys();
        try (Connection coordinator = database.connect()) {
            coordinator.setAutoCommit(false);
            BackupLock.Taken taken = BackupLock.take(
                    coordinator,
                    "%s/%s".formatted(catalog.trust().catalog(), id),
                    () -> existing(id).isPresent(),
                    listener::waiting);
            coordinator.rollback();
            if (taken == BackupLock.Taken.MADE_MEANWHILE) {
                return new MadeBefore(catalog.read(id).content());
            }
            ServerFacts server = ServerFacts.read(coordinator);
            coordinator.rollback();
            PostgresBackup backup =
                    new PostgresBackup(database, definitions.apply(server), options, progress, listener);
            try (BackupAttempt attempt = BackupAttempt.begin(catalog, catalog.plan(id, tiers, writer), keys, clock)) {
                return backup.take(coordinator, server, attempt)
                        .<BackupOutcome>map(Made::new)
                        .orElseGet(() -> new MadeBefore(catalog.read(id).content()));
            }
        } catch (SQLException e) {
            throw SqlFailure.of(e, "reading the database", "no backup was made");
        }
    }

    private Optional<Manifest> existing(BackupId id) {
        return catalog.find(id).map(manifest -> manifest.content());
    }

    /** Every key is checked before it is used: recipients by their certificates, ours by the trust file. */
    private BackupKeys keys() {
        Trust trust = catalog.trust();
        Instant now = clock.instant();
        trust.requireMaySign(Set.of(Role.BACKUP, Role.OPERATOR), signing.fingerprint(), now);
        Recipients recipients = trust.recipients(now);
        Recipients catalogKey = trust.catalogKey(now);
        if (catalogKey.keys().isEmpty()) {
            throw new LifeboatException(
                    ErrorCode.KEY_MISSING,
                    "the trust file of source %s names no catalog key: no backup was made".formatted(trust.source()),
                    "publish a trust file that does");
        }
        return new BackupKeys(recipients.keys(), catalogKey.keys(), signing);
    }
}
