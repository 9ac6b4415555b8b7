package dev.lifeboat.anomaly;

import dev.lifeboat.alert.SizeWatch.Judged;
import dev.lifeboat.health.Anomaly;
import dev.lifeboat.health.Sizes;
import dev.lifeboat.lambda.ToldAlert;
import java.util.List;
import java.util.Locale;

/**
 * What came of an event, as the function returns it. It may end in a log, or on its way to somewhere else, so it names no table and
 * tells no table's rows: the alert does.
 *
 * @param outcome {@code usual}, {@code unusual}, {@code too-little-history}; {@code unknown} if an index cannot be read; {@code
 *     not-ours} if the event is about no manifest of this source
 * @param subject the backup, or the key
 * @param by {@code tables} if a key was there to compare them one by one, otherwise {@code totals}; empty of what is not ours
 * @param before with how many backups before it that was compared
 * @param totals what of them is unusual
 * @param tables how many are unusual
 * @param alerts what people were told this time
 */
public record AnomalyResult(
        String outcome,
        String subject,
        String by,
        int before,
        List<Total> totals,
        long tables,
        List<ToldAlert> alerts) {
    /**
     * An amount of all tables together.
     *
     * @param what {@code stored}, {@code plain}, {@code rows}, or {@code minimum} where stored bytes are fewer than expected
     */
    public record Total(String what, long seen, long usual) {}

    static AnomalyResult notOurs(String key) {
        return new AnomalyResult("not-ours", key, "", 0, List.of(), 0, List.of());
    }

    static AnomalyResult of(Judged judged, boolean tables) {
        Sizes sizes = judged.sizes();
        List<Anomaly> anomalies = sizes instanceof Sizes.Unusual unusual ? unusual.anomalies() : List.of();
        return new AnomalyResult(
                outcome(sizes),
                sizes.backup().toString(),
                tables ? "tables" : "totals",
                before(sizes),
                anomalies.stream()
                        .filter(anomaly -> anomaly.table().isEmpty())
                        .map(AnomalyResult::total)
                        .toList(),
                anomalies.stream().filter(anomaly -> !anomaly.table().isEmpty()).count(),
                ToldAlert.of(judged.told()));
    }

    private static Total total(Anomaly anomaly) {
        return new Total(anomaly.what().name().toLowerCase(Locale.ROOT), anomaly.seen(), anomaly.usual());
    }

    private static String outcome(Sizes sizes) {
        return switch (sizes) {
            case Sizes.Usual usual -> "usual";
            case Sizes.Unusual unusual -> "unusual";
            case Sizes.TooLittleHistory little -> "too-little-history";
            case Sizes.Unknown unknown -> "unknown";
        };
    }

    private static int before(Sizes sizes) {
        return switch (sizes) {
            case Sizes.Usual usual -> usual.compared();
            case Sizes.Unusual unusual -> unusual.compared();
            case Sizes.TooLittleHistory little -> little.compared();
            case Sizes.Unknown unknown -> 0;
        };
    }
}
