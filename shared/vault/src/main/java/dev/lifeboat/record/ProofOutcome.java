package dev.lifeboat.record;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How it ended. */
public enum ProofOutcome {
    /** Nothing was wrong. */
    @JsonProperty("passed")
    PASSED,
    /** Something was damaged, or came back as something else. */
    @JsonProperty("failed")
    FAILED;

    static ProofOutcome of(long faults) {
        return faults == 0 ? PASSED : FAILED;
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
