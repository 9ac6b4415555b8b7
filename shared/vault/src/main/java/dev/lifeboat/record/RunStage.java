package dev.lifeboat.record;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How far a run was when it failed, in the order of the work. */
public enum RunStage {
    /** It looked for keys, programs and the catalog. */
    @JsonProperty("preparing")
    PREPARING,
    /** It connected to the database. */
    @JsonProperty("connecting")
    CONNECTING,
    /** It waited for another run of the same backup. */
    @JsonProperty("waiting")
    WAITING,
    /** It locked the tables and took its snapshot. */
    @JsonProperty("locking")
    LOCKING,
    /** It copied definitions and rows. */
    @JsonProperty("copying")
    COPYING,
    /** Every row was stored; it looked whether the definitions had changed meanwhile. */
    @JsonProperty("checking")
    CHECKING,
    /** It was about to write the manifest. */
    @JsonProperty("committing")
    COMMITTING;

    /** As it stands in documents. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
