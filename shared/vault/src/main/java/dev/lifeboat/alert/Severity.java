package dev.lifeboat.alert;

import java.util.Locale;

/** How soon somebody should look. */
public enum Severity {
    /** Now: what should be restorable may not be. */
    CRITICAL,
    /** Within days. */
    WARNING,
    /** It is over. */
    RESOLVED;

    /** As it stands in attributes: {@code critical}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
