package dev.lifeboat.alert;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a condition stands that people are told of. */
public enum Phase {
    @JsonProperty("begin")
    BEGIN,
    /** It has lasted for another day. */
    @JsonProperty("remind")
    REMIND,
    @JsonProperty("end")
    END
}
