package dev.lifeboat.cli;

import dev.lifeboat.cli.present.TextTable;
import dev.lifeboat.health.Finding;
import dev.lifeboat.health.Finding.State;
import dev.lifeboat.health.HealthReport;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * How the backups are, as it is shown.
 *
 * @param at by this machine's clock
 * @param well whether no check failed
 */
record StatusSummary(String source, Instant at, boolean well, List<Check> checks) {
    /**
     * One check.
     *
     * @param check what was looked at, in a word
     * @param subject which of its kind
     * @param state {@code well}, {@code note}, {@code failed} or {@code unknown}
     */
    record Check(
            String check, String subject, String state, String seen, String expected, String means, String command) {
        static Check of(Finding finding) {
            return new Check(
                    word(finding.check()),
                    finding.subject(),
                    word(finding.state()),
                    finding.seen(),
                    finding.expected(),
                    finding.means(),
                    finding.command());
        }

        private static String word(Enum<?> value) {
            return value.name().toLowerCase(Locale.ROOT);
        }
    }

    static StatusSummary of(HealthReport report) {
        List<Finding> findings = report.findings();
        return new StatusSummary(
                report.source().value(),
                report.at(),
                findings.stream().noneMatch(finding -> finding.state().isFailure()),
                findings.stream().map(Check::of).toList());
    }

    /** A table of all checks, and below it what to do about those that are not well. */
    static String text(List<Finding> findings) {
        TextTable table = new TextTable("check", "state", "what");
        findings.forEach(finding -> table.row(finding.name(), label(finding.state()), finding.seen()));
        StringBuilder text = new StringBuilder(table.toString());
        for (Finding finding : findings) {
            if (finding.state().isFailure()) {
                text.append("%n%s: expected %s; %s%n    run: %s%n"
                        .formatted(finding.name(), finding.expected(), finding.means(), finding.command()));
            }
        }
        return text.toString();
    }

    private static String label(State state) {
        return switch (state) {
            case WELL -> "well";
            case NOTE -> "note";
            case FAILED -> "FAILED";
            case UNKNOWN -> "UNKNOWN";
        };
    }
}
