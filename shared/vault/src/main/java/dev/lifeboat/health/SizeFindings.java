package dev.lifeboat.health;

import dev.lifeboat.health.Finding.Check;
import dev.lifeboat.health.Finding.State;
import java.util.List;
import java.util.Locale;

/** Says in words whether a backup has the usual size. */
public final class SizeFindings {
    private static final String EXPECTED = "between half and twice what is usual";

    private SizeFindings() {}

    /** All in one. */
    static Finding of(Sizes sizes) {
        return switch (sizes) {
            case Sizes.Usual usual -> usual(usual, Check.SIZE, usual.tables());
            case Sizes.Unusual unusual -> unusual(unusual, Check.SIZE, unusual.anomalies());
            case Sizes.TooLittleHistory little -> little(little, Check.SIZE);
            case Sizes.Unknown unknown -> unknown(unknown, Check.SIZE);
        };
    }

    /**
     * What is so in total, and what is so of tables. They begin and end by themselves: whoever watches without a key knows how
     * the one is, and never that the other is well again.
     *
     * @param tables whether tables were compared as well
     */
    public static List<Finding> split(Sizes sizes, boolean tables) {
        if (!tables) {
            return List.of(total(sizes));
        }
        return sizes instanceof Sizes.Unknown // an index that cannot be read says nothing of totals
                ? List.of(tables(sizes))
                : List.of(total(sizes), tables(sizes));
    }

    private static Finding total(Sizes sizes) {
        return switch (sizes) {
            case Sizes.Usual usual -> usual(usual, Check.SIZE, 0);
            case Sizes.Unusual unusual -> total(unusual);
            case Sizes.TooLittleHistory little -> little(little, Check.SIZE);
            case Sizes.Unknown unknown -> unknown(unknown, Check.SIZE);
        };
    }

    private static Finding total(Sizes.Unusual unusual) {
        List<Anomaly> totals = unusual.anomalies().stream()
                .filter(anomaly -> anomaly.table().isEmpty())
                .toList();
        return totals.isEmpty()
                ? well(unusual, Check.SIZE, "as in the %d before, in total".formatted(unusual.compared()))
                : unusual(unusual, Check.SIZE, totals);
    }

    private static Finding tables(Sizes sizes) {
        return switch (sizes) {
            case Sizes.Usual usual ->
                usual.tables() == 0 ? unopened(usual) : usual(usual, Check.TABLES, usual.tables());
            case Sizes.Unusual unusual -> {
                List<Anomaly> tables = unusual.anomalies().stream()
                        .filter(anomaly -> !anomaly.table().isEmpty())
                        .toList();
                yield tables.isEmpty()
                        ? well(unusual, Check.TABLES, "none of them is unusual")
                        : unusual(unusual, Check.TABLES, tables);
            }
            case Sizes.TooLittleHistory little -> little(little, Check.TABLES);
            case Sizes.Unknown unknown -> unknown(unknown, Check.TABLES);
        };
    }

    private static String subject(Sizes sizes) {
        return sizes.backup().kind().name().toLowerCase(Locale.ROOT);
    }

    private static Finding well(Sizes sizes, Check check, String seen) {
        return new Finding(check, subject(sizes), State.WELL, seen, EXPECTED, "", "");
    }

    private static Finding usual(Sizes.Usual usual, Check check, int tables) {
        return well(
                usual,
                check,
                "as in the %d before%s"
                        .formatted(
                                usual.compared(),
                                tables == 0 ? ", in total" : ", in each of %d tables".formatted(tables)));
    }

    private static Finding unusual(Sizes.Unusual unusual, Check check, List<Anomaly> anomalies) {
        return new Finding(
                check,
                subject(unusual),
                State.FAILED,
                "%s: %s"
                        .formatted(
                                unusual.backup(),
                                Findings.some(anomalies.stream()
                                        .map(Anomaly::sentence)
                                        .toList())),
                EXPECTED,
                "the backup may be of a database that lost, or gained, what it should not have",
                "lifeboat show %s --key catalog.secret.asc".formatted(unusual.backup()));
    }

    private static Finding unopened(Sizes.Usual usual) {
        return new Finding(
                Check.TABLES,
                subject(usual),
                State.NOTE,
                "none of the %d before opens with this key".formatted(usual.compared()),
                EXPECTED,
                "whether any table lost its rows cannot be said yet",
                "");
    }

    private static Finding little(Sizes.TooLittleHistory little, Check check) {
        return new Finding(
                check,
                subject(little),
                State.NOTE,
                "too little history: %d before it, %d are needed".formatted(little.compared(), little.needed()),
                EXPECTED,
                "whether its size is usual cannot be said yet",
                "");
    }

    private static Finding unknown(Sizes.Unknown unknown, Check check) {
        return new Finding(
                check,
                subject(unknown),
                State.UNKNOWN,
                unknown.why(),
                EXPECTED,
                "whether any table lost its rows cannot be known",
                "lifeboat verify " + unknown.backup());
    }
}
