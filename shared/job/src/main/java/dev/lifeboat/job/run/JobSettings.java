package dev.lifeboat.job.run;

import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.SourceName;
import dev.lifeboat.crypto.PrivateKeys;
import dev.lifeboat.crypto.SigningKey;
import dev.lifeboat.postgres.backup.BackupOptions;
import dev.lifeboat.postgres.connect.DatabaseAddress;
import dev.lifeboat.postgres.program.ClientPrograms;
import dev.lifeboat.record.RunPlace;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a job does not say: where the backups and the database are, and with which keys. Each is opened when a job needs it, anew
 * for each job, so that a password or a key that was changed meanwhile is taken up.
 *
 * @param source of which jobs are done; others are refused
 * @param signing of the role backup or operator
 * @param names the catalog key, if there is one
 * @param address where the database is; told of what it passes over
 * @param writer the program and version
 */
public record JobSettings(
        SourceName source,
        Supplier<Catalog> catalog,
        Supplier<SigningKey> signing,
        Supplier<Optional<PrivateKeys>> names,
        Function<Warnings, DatabaseAddress> address,
        Supplier<ClientPrograms> programs,
        BackupOptions options,
        RunPlace where,
        String writer) {}
