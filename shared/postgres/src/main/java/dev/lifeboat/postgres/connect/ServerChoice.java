package dev.lifeboat.postgres.connect;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.util.Arrays;

/** libpq's target_session_attrs: which of several servers will do. */
public enum ServerChoice {
    ANY("any"),
    READ_WRITE("read-write"),
    READ_ONLY("read-only"),
    PRIMARY("primary"),
    STANDBY("standby"),
    PREFER_STANDBY("prefer-standby");

    private final String word;

    ServerChoice(String word) {
        this.word = word;
    }

    /** The word that libpq uses. */
    public String word() {
        return word;
    }

    /** Whether a server in this state is one that is asked for. */
    boolean accepts(boolean inRecovery, boolean readOnly) {
        return switch (this) {
            case ANY -> true;
            case READ_WRITE -> !inRecovery && !readOnly;
            case READ_ONLY -> inRecovery || readOnly;
            case PRIMARY -> !inRecovery;
            case STANDBY, PREFER_STANDBY -> inRecovery;
        };
    }

    static ServerChoice of(String word) {
        return Arrays.stream(values())
                .filter(choice -> choice.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new LifeboatException(
                        ErrorCode.CONFIGURATION_INVALID,
                        "target_session_attrs '%s' is not one of any, read-write, read-only, primary, standby,"
                                        .formatted(word)
                                + " prefer-standby: no connection was made",
                        "correct it in the connection URI, or PGTARGETSESSIONATTRS"));
    }
}
