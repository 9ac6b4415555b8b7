package dev.lifeboat.postgres.selftest;

import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.SourceName;
import dev.lifeboat.crypto.DataSecret;
import dev.lifeboat.crypto.PrivateKeyFile;
import dev.lifeboat.crypto.PrivateKeys;
import dev.lifeboat.crypto.SigningKey;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.postgres.connect.DatabaseAddress;
import dev.lifeboat.postgres.connect.Identifiers;
import dev.lifeboat.postgres.sql.SessionDatabase;
import dev.lifeboat.postgres.sql.Sql;
import dev.lifeboat.postgres.sql.SqlFailure;
import dev.lifeboat.store.DirectoryStore;
import dev.lifeboat.store.ObjectStore;
import dev.lifeboat.trust.KeyFile;
import dev.lifeboat.trust.NewSource;
import dev.lifeboat.trust.Role;
import dev.lifeboat.trust.SourceSetup;
import dev.lifeboat.trust.Trust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Stream;

/** What a self-test makes and takes away again: a store with keys that are nowhere else, and a database beside the source. */
public final class Scratch implements AutoCloseable {
    private static final SourceName NAME = new SourceName("selftest");
    private static final long END_MILLISECONDS = 5000;

    /** A thread of its own for each task: a pool might give the task to the thread that waits for it. */
    private static final Executor UNINTERRUPTED = task -> Thread.ofVirtual().start(task);

    private final DatabaseAddress source;
    private final DatabaseAddress maintenance;
    private final Path folder;
    private final String database;
    private final Catalog catalog;
    private final PrivateKeys keys;
    private final SigningKey signing;
    private boolean closed;
    private volatile boolean gone;

    private Scratch(DatabaseAddress source, DatabaseAddress maintenance, Path folder) {
        this.source = source;
        this.maintenance = maintenance;
        this.folder = folder;
        byte[] random = new byte[6];
        new SecureRandom().nextBytes(random);
        database = "lifeboat_selftest_" + HexFormat.of().formatHex(random);
        char[] passphrase = DataSecret.random().text().toCharArray();
        NewSource made = new SourceSetup(NAME, Instant.now())
                .newOwner(passphrase)
                .newRecipient(passphrase)
                .newSigner(Role.BACKUP)
                .prepare();
        ObjectStore store = DirectoryStore.initialize(folder.resolve("store"));
        catalog = new Catalog(store, Trust.load(store, NAME, made.publish(store)));
        keys = unlock(made.files(), "recipient.secret.asc", passphrase);
        signing = unlock(made.files(), "backup.secret.asc", passphrase).signingKey(Instant.now());
    }

    /**
     * Makes the store, in a private folder of its own.
     *
     * @param source settled address of the database to be tested
     * @param maintenance another database of that server, to create from
     * @param below the folder in which there is room for an encrypted backup
     */
    public static Scratch create(DatabaseAddress source, DatabaseAddress maintenance, Path below) {
        return create(below, folder -> new Scratch(source, maintenance, folder));
    }

    /** Makes it in a folder that does not stay where that fails. */
    static <T> T create(Path below, Function<Path, T> in) {
        Path folder;
        try {
            folder = Files.createTempDirectory(below, "lifeboat-selftest-");
        } catch (IOException e) {
            throw unusable(below, e);
        }
        try {
            return in.apply(folder);
        } catch (RuntimeException e) {
            removeAfter(e, folder);
            throw e;
        }
    }

    private static void removeAfter(RuntimeException failure, Path folder) {
        try {
            remove(folder);
        } catch (LifeboatException e) {
            failure.addSuppressed(e);
        }
    }

    private static PrivateKeys unlock(List<KeyFile> files, String name, char[] passphrase) {
        String content = files.stream()
                .filter(file -> file.name().equals(name))
                .findFirst()
                .orElseThrow()
                .content();
        return PrivateKeyFile.parse(content, name).unlock(passphrase);
    }

    /** The address of the database that is tested. */
    DatabaseAddress source() {
        return source;
    }

    DatabaseAddress maintenance() {
        return maintenance;
    }

    /** The address of the database to restore into. */
    public DatabaseAddress database() {
        return source.withDatabase(database);
    }

    /** By which the server knows the sessions that make and fill the database, and no others. */
    String applicationName() {
        return database;
    }

    /** Where the backup lies. */
    public Path folder() {
        return folder;
    }

    Catalog catalog() {
        return catalog;
    }

    PrivateKeys keys() {
        return keys;
    }

    SigningKey signing() {
        return signing;
    }

    /**
     * Drops the database and removes the store, once, whether or not the thread is interrupted before or meanwhile, and the one
     * also where the other fails.
     *
     * @throws LifeboatException naming what stays; the second failure is suppressed by the first
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            CompletableFuture.runAsync(this::takeAway, UNINTERRUPTED).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException why ? why : e;
        }
    }

    private void takeAway() {
        try {
            dropDatabase();
        } catch (RuntimeException e) {
            removeAfter(e, folder);
            throw e;
        }
        remove(folder);
        gone = true;
    }

    /** Whether all that it made was taken away. */
    public boolean isGone() {
        return gone;
    }

    private void dropDatabase() {
        try (Connection connection = new SessionDatabase(maintenance, "lifeboat selftest").connect()) {
            endSessions(connection);
            Sql.run(connection, "DROP DATABASE IF EXISTS %s WITH (FORCE)".formatted(Identifiers.quote(database)));
        } catch (SQLException e) {
            throw SqlFailure.of(
                    e, "dropping database \"%s\"".formatted(database), "it is left behind: drop it by hand");
        } catch (LifeboatException e) {
            throw new LifeboatException(
                    e.code(),
                    "database \"%s\" is left behind, if it was made: %s".formatted(database, e.getMessage()),
                    e.hint() + ", and drop it by hand",
                    e);
        }
    }

    /** A server goes on making a database though nobody is connected any more, and would have it ready after it was dropped. */
    private void endSessions(Connection connection) throws SQLException {
        String ours = " FROM pg_stat_activity WHERE application_name = ?";
        Sql.each(
                connection,
                "SELECT pg_terminate_backend(pid, ?)" + ours,
                row -> {},
                END_MILLISECONDS,
                applicationName());
        if (Sql.one(connection, "SELECT count(*)" + ours, row -> row.getLong(1), applicationName()) > 0) {
            throw new SQLException("a session goes on", "55006");
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException | UncheckedIOException e) {
            throw unusable(folder, e);
        }
    }

    private static LifeboatException unusable(Path folder, Exception cause) {
        return new LifeboatException(
                ErrorCode.FILE_UNUSABLE,
                "folder %s cannot be written to or cleared (%s): look for what is left in it"
                        .formatted(folder, cause.getClass().getSimpleName()),
                "name another with --folder, on a disk with room for the backup",
                cause);
    }
}
