package dev.lifeboat.record;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How a backup was put to the proof. */
public enum ProofKind {
    /** What is stored was looked at, at some depth. */
    @JsonProperty("verification")
    VERIFICATION,
    /** It was restored, and the restored rows were compared. */
    @JsonProperty("restore")
    RESTORE;

    /** As it stands in documents and keys. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
