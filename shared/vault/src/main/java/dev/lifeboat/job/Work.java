package dev.lifeboat.job;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a job is about. */
public enum Work {
    /** One backup of a source. */
    @JsonProperty("backup")
    BACKUP
}
