package dev.lifeboat.health;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What a check came to, for people.
 *
 * @param subject which of its kind, such as {@code full}; it tells conditions apart and stays the same while one lasts
 * @param seen what is
 * @param expected what should be
 * @param means what follows from it
 * @param command what to run next
 */
public record Finding(
        Check check, String subject, State state, String seen, String expected, String means, String command) {
    /** What was looked at. */
    public enum Check {
        @JsonProperty("freshness")
        FRESHNESS("age"),
        @JsonProperty("size")
        SIZE("size"),
        /** The same, table by table: only who holds a key can look. */
        @JsonProperty("tables")
        TABLES("tables"),
        @JsonProperty("copies")
        COPIES("off-site copies"),
        @JsonProperty("proof")
        PROOF("proof"),
        @JsonProperty("manifests")
        MANIFESTS("manifests"),
        @JsonProperty("covered")
        COVERED("covered objects"),
        /** Whether the catalog can be read at all. */
        @JsonProperty("catalog")
        CATALOG("catalog"),
        /** Records that lie beside the backups. */
        @JsonProperty("records")
        RECORDS("records"),
        /** One run of a backup, by its identifier. */
        @JsonProperty("backup")
        BACKUP("backup", " "),
        /** The process that takes backups. */
        @JsonProperty("worker")
        WORKER("worker", " "),
        /** A function that failed, by its name. */
        @JsonProperty("function")
        FUNCTION("function", " ");

        private final String text;
        private final String joint;

        Check(String text) {
            this(text, " of ");
        }

        Check(String text, String joint) {
            this.text = text;
            this.joint = joint;
        }

        public String text() {
            return text;
        }

        /** Whether its text names many things. */
        public boolean isMany() {
            return text.endsWith("s");
        }

        /** Whether it is heard of only when it fails, so that no news for some days means that it is over. */
        public boolean isHeardOfWhenItFails() {
            return this == WORKER || this == FUNCTION;
        }
    }

    /** How it is. */
    public enum State {
        WELL,
        /** Somebody should know, and nobody has to do anything. */
        NOTE,
        FAILED,
        /** Nobody can say how it is, which is a failure. */
        UNKNOWN;

        public boolean isFailure() {
            return this == FAILED || this == UNKNOWN;
        }
    }

    /** The check and its subject, such as {@code age of full}, {@code backup 20261122T020000Z-full}. */
    public String name() {
        return subject.isEmpty() ? check.text() : check.text() + check.joint + subject;
    }
}
