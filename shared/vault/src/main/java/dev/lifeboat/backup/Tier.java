package dev.lifeboat.backup;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why a backup is kept, and so for how long. */
public enum Tier {
    @JsonProperty("daily")
    DAILY,
    @JsonProperty("incremental")
    INCREMENTAL,
    @JsonProperty("weekly")
    WEEKLY,
    @JsonProperty("monthly")
    MONTHLY,
    @JsonProperty("manual")
    MANUAL
}
