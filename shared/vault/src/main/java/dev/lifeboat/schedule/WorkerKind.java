package dev.lifeboat.schedule;

import java.util.Locale;

/** Where a worker runs. */
public enum WorkerKind {
    /** As a function, for 15 minutes at most. */
    LAMBDA,
    /** As a task of ECS on Fargate, as long as it takes. */
    FARGATE;

    /** As people and documents write it: {@code lambda}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
