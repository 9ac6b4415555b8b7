package dev.lifeboat.store;

/** One call that a {@link FaultyStore} counted; a write or a read is that of one array. */
public record StoreCall(Kind kind, String subject) {
    /** What was called. */
    public enum Kind {
        CREATE,
        WRITE,
        COMMIT,
        OPEN,
        READ,
        STATUS,
        LIST,
        DELETE,
        UNFINISHED,
        DISCARD
    }
}
