package dev.lifeboat.cli.option;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.postgres.connect.AddressReader;
import dev.lifeboat.postgres.connect.DatabaseAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which database to connect to. */
public final class DatabaseOption {
    private static final List<String> SAY_WHICH = List.of("PGDATABASE", "PGHOST", "PGHOSTADDR", "PGSERVICE");

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

    /**
     * Where the database is and how to log in to it.
     *
     * @param warnings takes a text about what is passed over
     * @throws LifeboatException USAGE if nothing says which database; CONFIGURATION_INVALID if what does cannot be
     *     understood
     */
    public DatabaseAddress address(Map<String, String> environment, Consumer<String> warnings) {
        if (database == null && SAY_WHICH.stream().noneMatch(environment::containsKey)) {
            throw new LifeboatException(
                    ErrorCode.USAGE,
                    "nothing says which database is meant: nothing was done",
                    "give --database URI, such as postgresql://backup@db.example.org/shop, or set LIFEBOAT_DATABASE, or"
                            + " PGHOST and PGDATABASE");
        }
        String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
        AddressReader reader = new AddressReader(environment, Path.of(home), System.getProperty("user.name"), warnings);
        return uri().map(reader::fromSecret).orElseGet(reader::fromEnvironment);
    }
}
