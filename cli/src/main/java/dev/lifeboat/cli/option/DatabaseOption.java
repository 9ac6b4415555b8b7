package dev.lifeboat.cli.option;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which database to connect to. */
public final class DatabaseOption {
    @Option(
            names = "--database",
            paramLabel = "URI",
            description = {
                "The database, such as postgresql://backup@db.example.org/shop?sslmode=verify-full.",
                "What the URI leaves out comes from PGHOST, PGUSER and so on, and the password from ~/.pgpass."
            })
    private @Nullable String database;

    /**
     * The libpq connection URI; empty if the PG* variables say it all. It holds a password only where LIFEBOAT_DATABASE
     * gave one: neither the command line nor the configuration file may.
     */
    public Optional<String> uri() {
        return Optional.ofNullable(database);
    }
}
