package dev.lifeboat.freshness;

import dev.lifeboat.aws.S3Store;
import dev.lifeboat.health.AgeLimit;
import dev.lifeboat.health.Expectations;
import dev.lifeboat.health.HealthCheck;
import dev.lifeboat.health.HealthReport;
import dev.lifeboat.health.OffsiteCopies;
import dev.lifeboat.lambda.Environment;
import dev.lifeboat.lambda.ProtectedSource;
import dev.lifeboat.lambda.StoreVariables;
import dev.lifeboat.store.ObjectStore;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What {@code lifeboat status} does, without a key.
 *
 * @param offsite where the copies should be
 */
record BackupWatch(ObjectStore store, ProtectedSource source, Expectations expected, Optional<OffsiteCopies> offsite) {
    private static final String OFFSITE = "LIFEBOAT_OFFSITE";

    /** As environment variables say; docs/aws.md has them all. */
    static BackupWatch wired(Environment environment) {
        ProtectedSource source = ProtectedSource.of(environment);
        return new BackupWatch(
                StoreVariables.of(environment, "LIFEBOAT_STORE", "LIFEBOAT_").open(),
                source,
                expectations(environment),
                environment.find(OFFSITE, place -> copies(environment, source)));
    }

    private static OffsiteCopies copies(Environment environment, ProtectedSource source) {
        StoreVariables variables = StoreVariables.of(environment, OFFSITE, "LIFEBOAT_OFFSITE_");
        S3Store store = variables.open();
        return new OffsiteCopies(variables.place().toString(), () -> source.catalog(store));
    }

    private static Expectations expectations(Environment environment) {
        Expectations usual = Expectations.DEFAULT;
        return new Expectations(
                environment.find("LIFEBOAT_MAX_AGE", BackupWatch::ages).orElse(usual.ages()),
                environment.find("LIFEBOAT_MAX_COPY_LAG", AgeLimit::span).orElse(usual.copyLag()),
                environment.find("LIFEBOAT_MAX_PROOF_AGE", AgeLimit::span),
                usual.compared(),
                usual.leastCompared(),
                usual.leastStoredBytes());
    }

    private static List<AgeLimit> ages(String text) {
        return Arrays.stream(text.split(",", -1)).map(AgeLimit::parse).toList();
    }

    /**
     * Looks.
     *
     * @throws dev.lifeboat.error.LifeboatException why the catalog cannot be read
     */
    HealthReport look() {
        return new HealthCheck(source.catalog(store), expected, Clock.systemUTC()).run(Optional.empty(), offsite);
    }
}
