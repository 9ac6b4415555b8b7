package dev.lifeboat.postgres.sql;

import java.util.Optional;

/** What to do about a privilege that a server's words name. */
public final class PrivilegeHint {
    private PrivilegeHint() {}

    /** The hint for what a server said; empty where it named nothing that is known here. */
    public static Optional<String> of(String said) {
        if (said.contains("permission denied to create database")) {
            return Optional.of(
                    "let the role create databases (ALTER ROLE ... CREATEDB), connect as one that may, or have"
                            + " the database made empty and restore without --create");
        }
        if (said.contains("must be able to SET ROLE") || said.contains("must be member of role")) {
            return Optional.of(
                    "let the role that restores become each owner (GRANT owner TO role), connect as a superuser,"
                            + " or leave owners out with --no-owner; and restore again into a new database");
        }
        return Optional.empty();
    }
}
