package dev.lifeboat.postgres.sql;

import java.util.Optional;

/** What to do about a privilege that a server's words name. */
public final class PrivilegeHint {
    private static final String CREATE =
            "let the role create databases (ALTER ROLE ... CREATEDB), connect as one that may, or"
                    + " have the database made empty and restore without --create";
    private static final String OWN =
            "connect as a superuser, leave owners out with --no-owner, or let the role that restores"
                    + " become each owner (GRANT owner TO role), where each owner may create things in its schema; and restore again"
                    + " into a new database";

    private PrivilegeHint() {}

    /** The hint for what a server said of a statement; empty where it named nothing that is known here. */
    public static Optional<String> of(String said) {
        if (said.contains("permission denied to create database")) {
            return Optional.of(CREATE);
        }
        return said.contains("must be able to SET ROLE") || said.contains("must be member of role")
                ? Optional.of(OWN)
                : Optional.empty();
    }

    /** The same for definitions that are restored: a new owner needs to be allowed what the old one was. */
    public static Optional<String> ofRestoring(String said) {
        return said.contains("permission denied for schema") ? Optional.of(OWN) : of(said);
    }
}
