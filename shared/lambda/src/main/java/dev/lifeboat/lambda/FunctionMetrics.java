package dev.lifeboat.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import dev.lifeboat.backup.BackupKind;
import dev.lifeboat.backup.SourceName;
import dev.lifeboat.health.Measures;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.MetricsBuilder;
import software.amazon.lambda.powertools.metrics.model.DimensionSet;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/** The metrics of functions in the namespace Lifeboat, which CloudWatch takes from their logs. */
public final class FunctionMetrics {
    private static final String SOURCE = "source";
    private static final Metrics METRICS =
            MetricsBuilder.builder().withNamespace("Lifeboat").build();

    private FunctionMetrics() {}

    /** Counts the first run of a process, by source and function. */
    static void coldStart(Context context, SourceName source) {
        METRICS.captureColdStartMetric(
                context, DimensionSet.of(SOURCE, source.value(), "function", context.getFunctionName()));
    }

    /**
     * Writes what a catalog says in numbers: NewestBackupAge in seconds by source and kind; StoredBytes, BackupDuration in seconds
     * of the newest full, and CopyLag in seconds, by source.
     */
    public static void measured(SourceName source, Measures measures) {
        for (Measures.Newest newest : measures.newest()) {
            METRICS.flushMetrics(metrics -> {
                metrics.setDefaultDimensions(DimensionSet.of(
                        SOURCE, source.value(), "kind", newest.kind().text()));
                metrics.addMetric("NewestBackupAge", (double) newest.age().toSeconds(), MetricUnit.SECONDS);
            });
        }
        METRICS.flushMetrics(metrics -> {
            metrics.setDefaultDimensions(DimensionSet.of(SOURCE, source.value()));
            measures.newest().stream()
                    .filter(newest -> newest.kind() == BackupKind.FULL)
                    .forEach(newest -> {
                        metrics.addMetric("StoredBytes", (double) newest.storedBytes(), MetricUnit.BYTES);
                        metrics.addMetric(
                                "BackupDuration", (double) newest.took().toSeconds(), MetricUnit.SECONDS);
                    });
            measures.copyLag()
                    .ifPresent(lag -> metrics.addMetric("CopyLag", (double) lag.toSeconds(), MetricUnit.SECONDS));
        });
    }
}
