package dev.lifeboat.lambda;

import dev.lifeboat.alert.Alert;
import java.util.List;
import java.util.Locale;

/**
 * An alert that went out, as functions return it.
 *
 * @param alert what it is about, such as {@code age of full}
 * @param phase {@code begin}, {@code remind} or {@code end}
 * @param severity {@code critical}, {@code warning} or {@code resolved}
 */
public record ToldAlert(String alert, String phase, String severity) {
    /** The same alerts. */
    public static List<ToldAlert> of(List<Alert> alerts) {
        return alerts.stream()
                .map(alert -> new ToldAlert(
                        alert.finding().name(),
                        alert.phase().name().toLowerCase(Locale.ROOT),
                        alert.severity().text()))
                .toList();
    }
}
