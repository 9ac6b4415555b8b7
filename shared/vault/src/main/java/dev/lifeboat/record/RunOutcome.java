package dev.lifeboat.record;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How a run ended that was to make a backup. */
public enum RunOutcome {
    /** The backup stands. */
    @JsonProperty("made")
    MADE,
    /** This run made none. */
    @JsonProperty("failed")
    FAILED;

    /** As it stands in documents and keys. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
