package dev.lifeboat.freshness;

import dev.lifeboat.alert.Alert;
import dev.lifeboat.alert.Bell;
import dev.lifeboat.aws.S3Store;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.health.AgeLimit;
import dev.lifeboat.health.CatalogTrouble;
import dev.lifeboat.health.Expectations;
import dev.lifeboat.health.Finding;
import dev.lifeboat.health.HealthCheck;
import dev.lifeboat.health.HealthReport;
import dev.lifeboat.health.Measures;
import dev.lifeboat.health.OffsiteCopies;
import dev.lifeboat.health.OlderBackups;
import dev.lifeboat.lambda.Environment;
import dev.lifeboat.lambda.ExpectedSizes;
import dev.lifeboat.lambda.FunctionMetrics;
import dev.lifeboat.lambda.ProtectedSource;
import dev.lifeboat.lambda.StoreVariables;
import dev.lifeboat.lambda.Topic;
import dev.lifeboat.store.ObjectStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What {@code lifeboat status} does, without a key, and what people are told of it.
 *
 * @param offsite where the copies should be
 * @param bell how people are told
 */
record BackupWatch(
        ObjectStore store,
        ProtectedSource source,
        Expectations expected,
        Optional<OffsiteCopies> offsite,
        Optional<Bell> bell) {
    private static final String OFFSITE = "LIFEBOAT_OFFSITE";

    /** As environment variables say; docs/aws.md has them all. */
    static BackupWatch wired(Environment environment) {
        ProtectedSource source = ProtectedSource.of(environment);
        S3Store store =
                StoreVariables.of(environment, "LIFEBOAT_STORE", "LIFEBOAT_").open();
        return new BackupWatch(
                store,
                source,
                expectations(environment),
                environment.find(OFFSITE, place -> copies(environment, source)),
                Topic.find(environment, source, store));
    }

    private static OffsiteCopies copies(Environment environment, ProtectedSource source) {
        StoreVariables variables = StoreVariables.of(environment, OFFSITE, "LIFEBOAT_OFFSITE_");
        S3Store store = variables.open();
        return new OffsiteCopies(variables.place().toString(), () -> source.catalog(store));
    }

    private static Expectations expectations(Environment environment) {
        Expectations usual = Expectations.DEFAULT;
        Expectations expected = new Expectations(
                environment.find("LIFEBOAT_MAX_AGE", BackupWatch::ages).orElse(usual.ages()),
                environment.find("LIFEBOAT_MAX_COPY_LAG", AgeLimit::span).orElse(usual.copyLag()),
                environment.find("LIFEBOAT_MAX_PROOF_AGE", AgeLimit::span),
                usual.compared(),
                usual.leastCompared(),
                usual.leastStoredBytes());
        return ExpectedSizes.of(environment).in(expected);
    }

    private static List<AgeLimit> ages(String text) {
        return Arrays.stream(text.split(",", -1)).map(AgeLimit::parse).toList();
    }

    /**
     * Looks, tells, and measures.
     *
     * @param log takes what is not well
     * @throws LifeboatException why the catalog cannot be read; ALERT_NOT_SENT; NOT_HEALTHY if something is not well and there
     *     is no topic to tell of it
     */
    FreshnessResult run(Consumer<String> log) {
        HealthReport report = look();
        List<Finding> findings = new ArrayList<>(report.findings());
        findings.add(CatalogTrouble.none());
        List<Alert> told = bell.map(some -> some.tell(findings)).orElse(List.of());
        FunctionMetrics.measured(source.name(), Measures.of(source.catalog(store), report));
        FreshnessResult result = FreshnessResult.of(report, told);
        result.failed().forEach(check -> log.accept(check.text()));
        if (bell.isEmpty()) {
            report.failure().ifPresent(why -> {
                throw why;
            });
        }
        return result;
    }

    private HealthReport look() {
        try {
            Catalog catalog = source.catalog(store);
            HealthReport report = new HealthCheck(catalog, expected, Clock.systemUTC()).run(Optional.empty(), offsite);
            return report.and(new OlderBackups(catalog).look(report));
        } catch (LifeboatException why) {
            bell.ifPresent(some -> some.tell(List.of(CatalogTrouble.of(store.location(), why))));
            throw why;
        }
    }
}
