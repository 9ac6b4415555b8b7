package dev.lifeboat.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A throwaway PostgreSQL server on a free port of 127.0.0.1, in a temporary folder, stopped and removed when it is
 * closed or Java ends.
 *
 * <p>Its superuser is {@code postgres}, who needs no password unless one was set. It starts in about 2 s: tests that
 * need nothing of their own but a database use {@link #shared}.
 */
public final class PostgresServer implements AutoCloseable {
    /** The superuser of every server. */
    public static final String SUPERUSER = "postgres";

    private static final int ATTEMPTS_AT_A_PORT = 5;
    private static final Map<Integer, PostgresServer> SHARED = new ConcurrentHashMap<>();
    private static final Set<PostgresServer> OPEN = ConcurrentHashMap.newKeySet();
    private static final AtomicInteger DATABASES = new AtomicInteger();

    static {
        removeAbandoned();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> OPEN.forEach(PostgresServer::close), "stop PostgreSQL"));
    }

    private final int major;
    private final ServerFolder folder;
    private final ServerUser user;
    private final Optional<String> password;
    private int port;

    private PostgresServer(int major, ServerFolder folder, ServerUser user, Optional<String> password) {
        this.major = major;
        this.folder = folder;
        this.user = user;
        this.password = password;
    }

    private static PostgresServer create(int major, Optional<String> password) throws IOException {
        ServerUser user = ServerUser.current();
        PostgresServer server = new PostgresServer(major, ServerFolder.create(user), user, password);
        OPEN.add(server);
        return server;
    }

    /** A server of a major version, 15 to 18, yet to be started. */
    public static Builder of(int major) {
        return new Builder(major);
    }

    /**
     * The one server of a major version that all tests of this run share. Tests make databases of their own on it, and
     * neither close nor crash it nor change its settings.
     */
    public static PostgresServer shared(int major) {
        return SHARED.computeIfAbsent(major, each -> of(each).start());
    }

    public int major() {
        return major;
    }

    public String host() {
        return "127.0.0.1";
    }

    public int port() {
        return port;
    }

    /** The folder with the server's data; tests read it, or damage it while the server is stopped. */
    public Path dataFolder() {
        return folder.data();
    }

    /** What PostgreSQL's own programs need in their environment to log in as the superuser. */
    public Map<String, String> environment() {
        return password.map(secret -> Map.of("PGPASSWORD", secret)).orElse(Map.of());
    }

    /** Where a database is, for PostgreSQL's own programs: {@code postgresql://postgres@127.0.0.1:5432/shop}. */
    public String uri(String database) {
        return uri(database, SUPERUSER);
    }

    /** Where a database is, for a role. The result is ASCII whatever the names are. */
    public String uri(String database, String role) {
        return "postgresql://%s@%s:%d/%s".formatted(encoded(role), host(), port, encoded(database));
    }

    /** Where a database is, for the JDBC driver. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://%s:%d/%s".formatted(host(), port, encoded(database));
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Connects to a database as the superuser. */
    public Connection connect(String database) throws SQLException {
        return connect(database, SUPERUSER, password.orElse(null));
    }

    /** Connects to a database as a role; without a password where the server asks for none. */
    public Connection connect(String database, String role, @Nullable String itsPassword) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", role);
        if (itsPassword != null) {
            properties.setProperty("password", itsPassword);
        }
        return DriverManager.getConnection(jdbcUrl(database), properties);
    }

    /** Runs statements, each in a transaction of its own, as the superuser. */
    public void execute(String database, String... statements) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The first column of a query's only row, as text; null for NULL. */
    public @Nullable String value(String database, String query) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            if (!row.next()) {
                throw new SQLException("no row from " + query);
            }
            String value = row.getString(1);
            if (row.next()) {
                throw new SQLException("more than one row from " + query);
            }
            return value;
        }
    }

    /** The first column of every row of a query, as text; rows with NULL there are an error. */
    public List<String> values(String database, String query) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return List.copyOf(values);
        }
    }

    /** Makes a database like {@code template1}. */
    public void createDatabase(String name) throws SQLException {
        createDatabase(name, "");
    }

    /** Makes a database, with options such as {@code TEMPLATE template0 ENCODING 'LATIN1'}. */
    public void createDatabase(String name, String options) throws SQLException {
        execute(SUPERUSER, "CREATE DATABASE %s %s".formatted(quoted(name), options));
    }

    /** Makes a database under a name that no other test of this run uses, and gives the name. */
    public String createFreshDatabase(String prefix) throws SQLException {
        String name = freshName(prefix);
        createDatabase(name);
        return name;
    }

    /** A name for a database that no other test of this run uses. */
    public static String freshName(String prefix) {
        return "%s_%d".formatted(prefix, DATABASES.incrementAndGet());
    }

    /** Gives a database, to which nobody may be connected, another name. */
    public void renameDatabase(String from, String to) throws SQLException {
        execute(SUPERUSER, "ALTER DATABASE %s RENAME TO %s".formatted(quoted(from), quoted(to)));
    }

    /** Drops a database, if there is one, with its subscriptions (which must have no slot) and whoever is connected. */
    public void dropDatabase(String name) throws SQLException {
        String subscriptions =
                "SELECT subname FROM pg_subscription JOIN pg_database AS d ON d.oid = subdbid WHERE datname = '%s'"
                        .formatted(name.replace("'", "''"));
        for (String subscription : values(SUPERUSER, subscriptions)) {
            execute(name, "DROP SUBSCRIPTION " + quoted(subscription));
        }
        execute(SUPERUSER, "DROP DATABASE IF EXISTS %s WITH (FORCE)".formatted(quoted(name)));
    }

    /** An identifier as SQL writes it. */
    public static String quoted(String identifier) {
        return "\"%s\"".formatted(identifier.replace("\"", "\"\""));
    }

    /** A psql that reads from standard input and stops at the first error, of this major version where there is one. */
    public Program psql(String database) {
        return Program.at(PostgresPrograms.psqlFor(major), "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1")
                .with("--dbname=" + uri(database))
                .env(environment())
                .within(Duration.ofMinutes(10));
    }

    /** All that the server has written to its log. */
    public String log() {
        try {
            return new String(Files.readAllBytes(folder.log()), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops the server in good order, ending whoever is connected. */
    public void stop() {
        stop("fast");
    }

    /** Stops the server as a crash would: what it has not written stays unwritten, and the next start recovers. */
    public void crash() {
        stop("immediate");
    }

    /** Starts the server again after {@link #stop()} or {@link #crash()}, on the same port. */
    public void startAgain() {
        Program.Result result = pgCtl("start", "--wait", "--timeout=120", "--log=" + folder.log(), "-o", "-p " + port);
        if (result.exitCode() != 0) {
            throw new IllegalStateException("PostgreSQL %d did not start: %s%n%s".formatted(major, result, log()));
        }
    }

    /** Stops the server in good order and starts it again. */
    public void restart() {
        stop();
        startAgain();
    }

    /** Whether the server runs. */
    public boolean isRunning() {
        return folder.postmaster().isPresent();
    }

    /** Starts a hot standby that streams from this server, and that has replayed all that was written so far. */
    public PostgresServer startStandby() throws SQLException {
        try {
            PostgresServer standby = create(major, password);
            standby.copyFrom(this);
            Files.createFile(standby.folder.data().resolve("standby.signal"));
            user.own(standby.folder.data().resolve("standby.signal"));
            standby.configure(Map.of("primary_conninfo", connectionString()));
            standby.startOnFreePort();
            standby.catchUpWith(this);
            return standby;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String connectionString() {
        String login = password.map(secret -> secret.replace("\\", "\\\\").replace("'", "\\'"))
                .map(" password='%s'"::formatted)
                .orElse("");
        return "host=%s port=%d user=%s%s".formatted(host(), port, SUPERUSER, login);
    }

    private void copyFrom(PostgresServer primary) throws SQLException, IOException {
        try (Connection connection = primary.connect(SUPERUSER);
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_backup_start('standby', true)");
            ServerFolder.copyRunning(primary.folder.data(), folder.data(), user);
            try (ResultSet row = statement.executeQuery("SELECT labelfile FROM pg_backup_stop(false)")) {
                row.next();
                Path label = folder.data().resolve("backup_label");
                Files.writeString(label, row.getString(1));
                user.own(label);
            }
        }
    }

    /** Waits, for at most 60 s, until this standby has replayed all that its primary has written so far. */
    public void catchUpWith(PostgresServer primary) throws SQLException {
        String written = primary.value(SUPERUSER, "SELECT pg_current_wal_flush_lsn()");
        String replayed = "SELECT coalesce(pg_last_wal_replay_lsn() >= '%s', false)".formatted(written);
        Instant end = Instant.now().plusSeconds(60);
        while (!"t".equals(value(SUPERUSER, replayed))) {
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException("the standby has not replayed %s:%n%s".formatted(written, log()));
            }
            pause();
        }
    }

    /** Makes this standby a primary, on a timeline of its own. */
    public void promote() throws SQLException {
        if (!"t".equals(value(SUPERUSER, "SELECT pg_promote(true, 60)"))) {
            throw new IllegalStateException("the standby was not promoted:%n%s".formatted(log()));
        }
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofMillis(20));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for PostgreSQL", e);
        }
    }

    /** Stops the server and removes all of it. */
    @Override
    public void close() {
        if (OPEN.remove(this)) {
            try {
                if (isRunning()) {
                    crash();
                }
                folder.delete();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public String toString() {
        return "PostgreSQL %d on %s:%d".formatted(major, host(), port);
    }

    private void initialize() throws IOException {
        Program initdb = program("initdb")
                .with("--pgdata=" + folder.data(), "--username=" + SUPERUSER)
                .with("--no-sync", "--no-locale", "--encoding=UTF8", "--no-instructions")
                .with("--auth=" + (password.isPresent() ? "scram-sha-256" : "trust"));
        if (password.isPresent()) {
            Path file = folder.path().resolve("password");
            Files.writeString(file, password.get());
            user.own(file);
            initdb = initdb.with("--pwfile=" + file);
        }
        initdb.succeed();
    }

    private void configure(Map<String, String> settings) throws IOException {
        StringBuilder lines = new StringBuilder("\n");
        settings.forEach((name, value) -> lines.append(
                "%s = '%s'\n".formatted(name, value.replace("\\", "\\\\").replace("'", "''"))));
        Files.writeString(folder.data().resolve("postgresql.conf"), lines, StandardOpenOption.APPEND);
    }

    /** Another process may take the port between its choice and the start, so a few are tried. */
    private void startOnFreePort() {
        for (int attempt = 1; ; attempt++) {
            port = freePort();
            try {
                startAgain();
                return;
            } catch (IllegalStateException e) {
                if (attempt == ATTEMPTS_AT_A_PORT || !log().contains("could not create any TCP/IP sockets")) {
                    throw e;
                }
            }
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void stop(String mode) {
        Program.Result result = pgCtl("stop", "--wait", "--timeout=120", "--mode=" + mode);
        if (result.exitCode() != 0) {
            throw new IllegalStateException("PostgreSQL %d did not stop: %s%n%s".formatted(major, result, log()));
        }
    }

    private Program.Result pgCtl(String... arguments) {
        return program("pg_ctl")
                .with(arguments)
                .with("--silent", "--pgdata=" + folder.data())
                .within(Duration.ofSeconds(150))
                .run();
    }

    private Program program(String name) {
        return user.program(ServerBinaries.of(major).program(name)).in(folder.path());
    }

    private static void removeAbandoned() {
        try {
            for (ServerFolder abandoned : ServerFolder.abandoned()) {
                abandoned.postmaster().ifPresent(ProcessHandle::destroyForcibly);
                abandoned.delete();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How a server is to be. */
    public static final class Builder {
        private final int major;
        private final Map<String, String> settings = new LinkedHashMap<>();
        private Optional<String> password = Optional.empty();

        private Builder(int major) {
            this.major = major;
            settings.putAll(new TreeMap<>(Map.ofEntries(
                    Map.entry("listen_addresses", "127.0.0.1"),
                    Map.entry("unix_socket_directories", ""),
                    Map.entry("fsync", "off"),
                    Map.entry("max_connections", "60"),
                    Map.entry("shared_buffers", "32MB"),
                    Map.entry("max_wal_size", "256MB"),
                    Map.entry("wal_keep_size", "64MB"),
                    Map.entry("wal_level", "logical"),
                    Map.entry("max_prepared_transactions", "10"),
                    Map.entry("timezone", "UTC"),
                    Map.entry("log_line_prefix", "%m [%p] %d "))));
        }

        /** Sets a setting of {@code postgresql.conf}. */
        public Builder with(String setting, String value) {
            settings.put(setting, value);
            return this;
        }

        /** Makes the server ask everybody for a password (SCRAM-SHA-256), and gives the superuser this one. */
        public Builder withPassword(String superuserPassword) {
            password = Optional.of(superuserPassword);
            return this;
        }

        /** Makes and starts the server. */
        public PostgresServer start() {
            try {
                PostgresServer server = create(major, password);
                server.initialize();
                server.configure(settings);
                server.startOnFreePort();
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
