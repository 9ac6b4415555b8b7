package dev.lifeboat.backup;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether a backup stores every segment, or only those that changed since its base full. */
public enum BackupKind {
    @JsonProperty("full")
    FULL("full"),
    @JsonProperty("incremental")
    INCREMENTAL("incremental");

    private final String text;

    BackupKind(String text) {
        this.text = text;
    }

    /** As it stands in identifiers and documents. */
    public String text() {
        return text;
    }
}
