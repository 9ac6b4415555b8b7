package dev.lifeboat.cli.settings;

/**
 * A value that was found, and where.
 *
 * @param origin for people: {@code LIFEBOAT_STORE in the environment}, {@code /etc/lifeboat/lifeboat.conf line 3}
 */
public record Setting(String value, Source source, String origin) {
    /** What a value was read from. */
    public enum Source {
        ENVIRONMENT,
        FILE
    }
}
