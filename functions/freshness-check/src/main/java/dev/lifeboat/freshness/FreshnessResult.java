package dev.lifeboat.freshness;

import dev.lifeboat.alert.Alert;
import dev.lifeboat.health.Finding;
import dev.lifeboat.health.HealthReport;
import dev.lifeboat.lambda.ToldAlert;
import java.util.List;
import java.util.Locale;

/**
 * How the backups are, as the function returns it.
 *
 * @param at when that was looked at
 * @param alerts what people were told this time
 */
public record FreshnessResult(String source, String at, List<Check> checks, List<ToldAlert> alerts) {
    /**
     * One check.
     *
     * @param state {@code well} or {@code note}; or {@code failed} or {@code unknown}, which are failures
     */
    public record Check(String check, String state, String seen, String expected, String means, String command) {
        static Check of(Finding finding) {
            return new Check(
                    finding.name(),
                    finding.state().name().toLowerCase(Locale.ROOT),
                    finding.seen(),
                    finding.expected(),
                    finding.means(),
                    finding.command());
        }

        String text() {
            return "%s: %s, expected %s: %s%n    run: %s%n".formatted(check, seen, expected, means, command);
        }
    }

    static FreshnessResult of(HealthReport report, List<Alert> told) {
        return new FreshnessResult(
                report.source().value(),
                report.at().toString(),
                report.findings().stream().map(Check::of).toList(),
                ToldAlert.of(told));
    }

    /** What is not well. */
    List<Check> failed() {
        return checks.stream()
                .filter(check -> check.state().equals("failed") || check.state().equals("unknown"))
                .toList();
    }
}
