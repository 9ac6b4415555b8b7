package dev.lifeboat.offsite;

import dev.lifeboat.alert.Alert;
import dev.lifeboat.alert.Bell;
import dev.lifeboat.aws.AsynchronousFunction;
import dev.lifeboat.aws.S3Location;
import dev.lifeboat.aws.S3Store;
import dev.lifeboat.aws.SecretsManager;
import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.Catalog.Listed;
import dev.lifeboat.crypto.PrivateKeyFile;
import dev.lifeboat.crypto.SigningKey;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.health.Finding;
import dev.lifeboat.health.RefusedManifest;
import dev.lifeboat.lambda.Environment;
import dev.lifeboat.lambda.FunctionRun;
import dev.lifeboat.lambda.Leg;
import dev.lifeboat.lambda.ManifestEvents;
import dev.lifeboat.lambda.ProtectedSource;
import dev.lifeboat.lambda.S3ObjectCreated;
import dev.lifeboat.lambda.StoreVariables;
import dev.lifeboat.lambda.Topic;
import dev.lifeboat.lambda.Writer;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.replication.CopyReport;
import dev.lifeboat.replication.Replication;
import dev.lifeboat.replication.Replication.Selection;
import dev.lifeboat.store.ObjectStore;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What {@code lifeboat copy} does, of the backup whose manifest an event names.
 *
 * @param place where the backups are, as events name it
 * @param from the same as a store
 * @param signing opens the key of the role copy; is asked for each backup anew, so that a new key is taken up
 * @param jobs how many objects are copied at once
 * @param again starts this function with an event
 * @param bell how people are told of a manifest that is not believed
 */
record OffsiteCopy(
        S3Location place,
        ObjectStore from,
        ObjectStore to,
        ProtectedSource source,
        Supplier<SigningKey> signing,
        int jobs,
        Consumer<String> again,
        Optional<Bell> bell) {
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
        String function = environment.require("AWS_LAMBDA_FUNCTION_NAME", text -> text);
        S3Store store = from.open();
        return new OffsiteCopy(
                from.place(),
                store,
                to.open(),
                source,
                () -> key(secret, secrets.text(secret)),
                jobs,
                event -> AsynchronousFunction.named(function).start(event),
                Topic.find(environment, source, store));
    }

    private static SigningKey key(String secret, String armored) {
        return PrivateKeyFile.parse(armored, "secret " + secret)
                .unlock(new char[0])
                .signingKey(Instant.now());
    }

    /**
     * Copies what is lacking of the backup, and of the one that it builds on; where the time for that is short, starts the
     * function again.
     *
     * @throws LifeboatException why it is not copied; or as {@link ManifestEvents#backup}
     */
    CopyResult run(S3ObjectCreated event, Leg leg) {
        return new ManifestEvents(place, source.name())
                .backup(event)
                .map(id -> copy(id, leg))
                .orElseGet(() -> CopyResult.notOurs(event.key()));
    }

    private CopyResult copy(BackupId id, Leg leg) {
        FunctionRun.about(id);
        Catalog catalog = source.catalog(from);
        List<Listed> wanted = Selection.named(catalog, List.of(id.toString())).backups();
        Optional<Listed.Refused> refused = refused(wanted);
        if (refused.isPresent()) {
            return refuse(id, refused.get());
        }
        CopyReport report = new Replication(catalog, to, source.pin(), Clock.systemUTC())
                .run(new Selection(wanted, false), signing.get(), Writer.name(), jobs, Progress.none(), leg.until());
        report.failure().ifPresent(why -> {
            throw why;
        });
        if (report.stopped().isEmpty()) {
            return CopyResult.of(report, tell(wanted));
        }
        again.accept(leg.next("copying backup " + id, report.objects(), report.lacking()));
        return CopyResult.of(report, List.of());
    }

    private static Optional<Listed.Refused> refused(List<Listed> wanted) {
        return wanted.stream()
                .filter(Listed.Refused.class::isInstance)
                .map(Listed.Refused.class::cast)
                .findFirst();
    }

    /** Where there is no topic, it fails, so that somebody hears of it in that way. */
    private CopyResult refuse(BackupId id, Listed.Refused refused) {
        Finding finding = RefusedManifest.of(refused.name(), from.location(), refused.why());
        return bell.map(some -> CopyResult.refused(id, refused, some.tell(List.of(finding))))
                .orElseThrow(refused::why);
    }

    /** That those which are copied are believed now, if people were told otherwise. */
    private List<Alert> tell(List<Listed> copied) {
        List<Finding> well = copied.stream()
                .flatMap(listed ->
                        listed instanceof Listed.Standing standing ? Stream.of(standing.document()) : Stream.empty())
                .map(backup -> RefusedManifest.none(backup.content().id().toString()))
                .toList();
        return bell.map(some -> some.tell(well)).orElse(List.of());
    }
}
