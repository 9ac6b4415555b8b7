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
        @JsonProperty("copies")
        COPIES("off-site copies"),
        @JsonProperty("proof")
        PROOF("proof"),
        @JsonProperty("manifests")
        MANIFESTS("manifests"),
        @JsonProperty("covered")
        COVERED("covered objects");

        private final String text;

        Check(String text) {
            this.text = text;
        }

        public String text() {
            return text;
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

    /** The check and its subject, such as {@code age of full}. */
    public String name() {
        return subject.isEmpty() ? check.text() : "%s of %s".formatted(check.text(), subject);
    }
}
