package dev.lifeboat.cli.present;

import java.util.Locale;

/** How results are written to standard output. */
public enum Format {
    TEXT,
    JSON;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
