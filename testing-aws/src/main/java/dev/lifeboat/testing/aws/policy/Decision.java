package dev.lifeboat.testing.aws.policy;

/** What becomes of a call. */
public enum Decision {
    /** A statement allows it, and none denies it. */
    ALLOWED,
    /** No statement is about it. */
    NOT_ALLOWED,
    /** A statement denies it, whatever others say. */
    DENIED
}
