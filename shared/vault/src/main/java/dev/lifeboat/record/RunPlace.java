package dev.lifeboat.record;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** Where a run took place. */
public enum RunPlace {
    /** As a function of AWS Lambda, which gives it 15 minutes. */
    @JsonProperty("lambda")
    LAMBDA,
    /** As a task of Amazon ECS. */
    @JsonProperty("fargate")
    FARGATE,
    /** On another machine: a server of one's own, a laptop. */
    @JsonProperty("elsewhere")
    ELSEWHERE;

    /** As it stands in documents. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
