package dev.lifeboat.postgres.connect;

/** A password that cannot be printed by accident; only {@link #reveal} gives it out. */
public record Password(String value) {
    /** The password itself: for the server and the environment of a program, never for a text. */
    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "(password)";
    }
}
