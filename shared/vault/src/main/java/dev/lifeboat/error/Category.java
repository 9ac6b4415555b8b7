package dev.lifeboat.error;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What kind of failure a code is, and so what a script can do about it; each has one exit code of the command line. */
public enum Category {
    /** A defect in Lifeboat. */
    @JsonProperty("internal")
    INTERNAL(1),
    /** The command, an option or the configuration is wrong. */
    @JsonProperty("usage")
    USAGE(2),
    /** What is stored is damaged, missing or not trusted, or what was restored is not what was stored. */
    @JsonProperty("integrity")
    INTEGRITY(3),
    /** A key, a passphrase, a password or a permission is missing or wrong. */
    @JsonProperty("access")
    ACCESS(4),
    /** Something that has to be so before the work can start is not so; nothing was changed. */
    @JsonProperty("precondition")
    PRECONDITION(5),
    /** A server, a store or a program failed or could not be reached; the same command may succeed later. */
    @JsonProperty("unavailable")
    UNAVAILABLE(6),
    /** The source changed, or another writer was first; the same command may succeed when repeated. */
    @JsonProperty("conflict")
    CONFLICT(7);

    private final int exitCode;

    Category(int exitCode) {
        this.exitCode = exitCode;
    }

    /** The exit code of the command line for this kind of failure, 1 to 7. */
    public int exitCode() {
        return exitCode;
    }
}
