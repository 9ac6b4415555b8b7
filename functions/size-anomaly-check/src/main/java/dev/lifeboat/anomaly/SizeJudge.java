package dev.lifeboat.anomaly;

import dev.lifeboat.alert.SizeWatch;
import dev.lifeboat.aws.SecretsManager;
import dev.lifeboat.backup.BackupId;
import dev.lifeboat.crypto.PrivateKeyFile;
import dev.lifeboat.crypto.PrivateKeys;
import dev.lifeboat.health.Expectations;
import dev.lifeboat.lambda.Environment;
import dev.lifeboat.lambda.ExpectedSizes;
import dev.lifeboat.lambda.FunctionRun;
import dev.lifeboat.lambda.ManifestEvents;
import dev.lifeboat.lambda.ProtectedSource;
import dev.lifeboat.lambda.S3ObjectCreated;
import dev.lifeboat.lambda.StoreVariables;
import dev.lifeboat.lambda.Topic;
import dev.lifeboat.store.ObjectStore;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Judges the size of the backup whose manifest an event names.
 *
 * @param events which backup an event is about
 * @param key opens the catalog key; is asked for each backup anew, so that a new key is taken up
 */
record SizeJudge(
        ObjectStore store,
        ProtectedSource source,
        ManifestEvents events,
        SizeWatch watch,
        Optional<Supplier<PrivateKeys>> key) {
    /** As environment variables say; docs/aws.md has them all. */
    static SizeJudge wired(Environment environment) {
        ProtectedSource source = ProtectedSource.of(environment);
        StoreVariables place = StoreVariables.of(environment, "LIFEBOAT_STORE", "LIFEBOAT_");
        ObjectStore store = place.open();
        Expectations expected = ExpectedSizes.of(environment).in(Expectations.DEFAULT);
        return new SizeJudge(
                store,
                source,
                new ManifestEvents(place.place(), source.name()),
                new SizeWatch(expected, Topic.require(environment, source, store)),
                environment
                        .find("LIFEBOAT_CATALOG_KEY_SECRET", text -> text)
                        .map(secret -> key(secret, SecretsManager.open())));
    }

    private static Supplier<PrivateKeys> key(String secret, SecretsManager secrets) {
        return () ->
                PrivateKeyFile.parse(secrets.text(secret), "secret " + secret).unlock(new char[0]);
    }

    /**
     * Judges it, and tells people where it is unusual.
     *
     * @throws dev.lifeboat.error.LifeboatException why it cannot be judged; ALERT_NOT_SENT; or as {@link ManifestEvents#backup}
     */
    AnomalyResult run(S3ObjectCreated event) {
        return events.backup(event).map(this::judge).orElseGet(() -> AnomalyResult.notOurs(event.key()));
    }

    private AnomalyResult judge(BackupId id) {
        FunctionRun.about(id);
        return AnomalyResult.of(watch.judge(source.catalog(store), id, key.map(Supplier::get)), key.isPresent());
    }
}
