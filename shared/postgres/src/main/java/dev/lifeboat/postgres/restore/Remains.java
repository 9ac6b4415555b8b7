package dev.lifeboat.postgres.restore;

import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.postgres.inventory.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a restore that does not come to its end leaves at the target.
 *
 * @param held what the target may hold of it
 * @param remedy what has to be done before the restore can be repeated
 */
public record Remains(String held, String remedy) {
    private static final String DROP = "drop database \"%s\"";

    /** Of a restore that made its database. */
    static Remains ofMade(String database) {
        return new Remains(partOf(database), DROP.formatted(database));
    }

    /** Of a restore into a database that was empty. */
    static Remains ofEmpty(String database) {
        return new Remains(partOf(database), DROP.formatted(database) + " and make it anew, empty");
    }

    /** Of a restore of some tables into a database that holds other things, which have to stay. */
    static Remains beside(String database, Set<TableName> tables, Set<TableName> sequences) {
        List<String> statements = new ArrayList<>();
        drop("TABLE", tables, statements);
        drop("SEQUENCE", sequences, statements);
        return new Remains(
                "database \"%s\" may hold some of the tables of this restore beside what it held before"
                        .formatted(database),
                statements.isEmpty()
                        ? "drop what this restore made, and nothing else"
                        : "drop these, and nothing else (%s)".formatted(String.join("; ", statements)));
    }

    /** Of a restore of everything into a database that holds other things, which have to stay. */
    static Remains beside(String database) {
        return new Remains(
                "database \"%s\" may hold part of the backup beside what it held before".formatted(database),
                "drop what this restore made, and nothing else (lifeboat export --schema-archive names it all),"
                        + " or restore into another database with --create");
    }

    private static String partOf(String database) {
        return "database \"%s\" holds part of the backup at most".formatted(database);
    }

    private static void drop(String what, Set<TableName> names, List<String> statements) {
        if (!names.isEmpty()) {
            statements.add(names.stream()
                    .sorted()
                    .map(TableName::quoted)
                    .collect(Collectors.joining(", ", "DROP %s IF EXISTS ".formatted(what), "")));
        }
    }

    /** A failure that also says what is left, and what to do about it before the hint is followed. */
    public LifeboatException addedTo(LifeboatException failure) {
        return new LifeboatException(
                failure.code(),
                "%s; %s".formatted(failure.getMessage(), held),
                "%s; before it is restored again, %s".formatted(failure.hint(), remedy),
                failure);
    }

    /** All of it, for whoever stopped the restore. */
    public String sentence() {
        return "%s: %s before it is restored again".formatted(held, remedy);
    }
}
