package dev.lifeboat.offsite;

import dev.lifeboat.aws.S3Location;
import dev.lifeboat.aws.SecretsManager;
import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.Layout;
import dev.lifeboat.crypto.PrivateKeyFile;
import dev.lifeboat.crypto.SigningKey;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.lambda.Environment;
import dev.lifeboat.lambda.ProtectedSource;
import dev.lifeboat.lambda.S3ObjectCreated;
import dev.lifeboat.lambda.StoreVariables;
import dev.lifeboat.lambda.Writer;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.replication.CopyReport;
import dev.lifeboat.replication.Replication;
import dev.lifeboat.replication.Replication.Selection;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.store.ObjectStore;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What {@code lifeboat copy} does, of the backup whose manifest an event names.
 *
 * @param place where the backups are, as events name it
 * @param from the same as a store
 * @param signing opens the key of the role copy; is asked for each backup anew, so that a new key is taken up
 * @param jobs how many objects are copied at once
 */
record OffsiteCopy(
        S3Location place,
        ObjectStore from,
        ObjectStore to,
        ProtectedSource source,
        Supplier<SigningKey> signing,
        int jobs) {
    private static final int MOST_JOBS = 128;
    private static final int USUAL_JOBS = 16;

    /** As environment variables say; docs/aws.md has them all. */
    static OffsiteCopy wired(Environment environment) {
        ProtectedSource source = ProtectedSource.of(environment);
        StoreVariables from = StoreVariables.of(environment, "LIFEBOAT_STORE", "LIFEBOAT_");
        StoreVariables to = StoreVariables.of(environment, "LIFEBOAT_TO", "LIFEBOAT_TO_");
        String secret = environment.require("LIFEBOAT_SIGNING_KEY_SECRET", text -> text);
        int jobs = environment.number("LIFEBOAT_JOBS", 1, MOST_JOBS, USUAL_JOBS);
        SecretsManager secrets = SecretsManager.open();
        return new OffsiteCopy(
                from.place(), from.open(), to.open(), source, () -> key(secret, secrets.text(secret)), jobs);
    }

    private static SigningKey key(String secret, String armored) {
        return PrivateKeyFile.parse(armored, "secret " + secret)
                .unlock(new char[0])
                .signingKey(Instant.now());
    }

    /**
     * Copies what is lacking of the backup, and of the one that it builds on.
     *
     * @throws LifeboatException why it is not copied; CONFIGURATION_INVALID if the event is of another bucket, for then those
     *     of this one may be going elsewhere
     */
    CopyResult run(S3ObjectCreated event) {
        if (!event.bucket().equals(place.bucket())) {
            throw new LifeboatException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "an event tells of an object in bucket %s, expected %s: nothing was copied"
                            .formatted(event.bucket(), place.bucket()),
                    "let the rule that starts this function match the bucket of LIFEBOAT_STORE");
        }
        Optional<ObjectKey> key = ofSource(event);
        return key.isEmpty() ? CopyResult.notOurs(event.key()) : copy(backup(key.get()));
    }

    /** Whether it lies among the manifests of the source; others may share the bucket. */
    private Optional<ObjectKey> ofSource(S3ObjectCreated event) {
        return place.inStore(event.key())
                .filter(key -> key.value().startsWith(new Layout(source.name()).manifestPrefix()));
    }

    private BackupId backup(ObjectKey key) {
        return new Layout(source.name())
                .manifestId(key)
                .orElseThrow(() -> new LifeboatException(
                        ErrorCode.DOCUMENT_MISPLACED,
                        "object %s in %s lies among the manifests and is none by its name: it is not copied"
                                .formatted(key, place),
                        "find out who stored it; only Lifeboat should be able to write there"));
    }

    private CopyResult copy(BackupId id) {
        Catalog catalog = source.catalog(from);
        List<Catalog.Listed> wanted =
                Selection.named(catalog, List.of(id.toString())).backups();
        CopyReport report = new Replication(catalog, to, source.pin(), Clock.systemUTC())
                .run(new Selection(wanted, false), signing.get(), Writer.name(), jobs, Progress.none());
        report.failure().ifPresent(why -> {
            throw why;
        });
        return CopyResult.of(report);
    }
}
