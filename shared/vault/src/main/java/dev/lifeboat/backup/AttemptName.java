package dev.lifeboat.backup;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Comparator;
import java.util.Optional;

/** An attempt as its folders are named: the backup that it tries to make, and which try it is. */
public record AttemptName(BackupId id, AttemptId attempt) implements Comparable<AttemptName> {
    private static final Comparator<AttemptName> ORDER = Comparator.comparing(AttemptName::id)
            .thenComparing(name -> name.attempt().value());

    /** Reads {@code 20261122T020000Z-full-3a7dc821f36c9989}; empty for what is no such name. */
    public static Optional<AttemptName> tryParse(String text) {
        int dash = text.lastIndexOf('-');
        if (dash < 0 || !AttemptId.isAttempt(text.substring(dash + 1))) {
            return Optional.empty();
        }
        return BackupId.tryParse(text.substring(0, dash))
                .map(id -> new AttemptName(id, new AttemptId(text.substring(dash + 1))));
    }

    @JsonCreator
    static AttemptName parse(String text) {
        return tryParse(text).orElseThrow(() -> new IllegalArgumentException("'%s' names no attempt".formatted(text)));
    }

    @Override
    public int compareTo(AttemptName other) {
        return ORDER.compare(this, other);
    }

    @JsonValue
    @Override
    public String toString() {
        return "%s-%s".formatted(id, attempt);
    }
}
