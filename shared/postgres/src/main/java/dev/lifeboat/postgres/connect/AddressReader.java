package dev.lifeboat.postgres.connect;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads database addresses the way libpq does: what a URI leaves open is taken from the service, then from the PG*
 * variables, then from libpq's defaults.
 */
public final class AddressReader {
    private static final String DEFAULT_TIMEOUT = "30";

    private final Map<String, String> environment;
    private final Path home;
    private final String systemUser;
    private final Consumer<String> warnings;

    /**
     * @param environment the process's variables
     * @param home where {@code .pgpass}, {@code .pg_service.conf} and {@code .postgresql} lie
     * @param systemUser the user's name where nothing else names one
     * @param warnings takes a text about what is passed over
     */
    public AddressReader(Map<String, String> environment, Path home, String systemUser, Consumer<String> warnings) {
        this.environment = Map.copyOf(environment);
        this.home = home;
        this.systemUser = systemUser;
        this.warnings = warnings;
    }

    /** A URI from a command line, which other users of the machine can see: one with a password is refused. */
    public DatabaseAddress fromArgument(String uri) {
        Map<String, String> parsed = ConnectionUri.parse(uri);
        if (parsed.containsKey("password")) {
            throw new LifeboatException(
                    ErrorCode.SECRET_IN_ARGUMENT,
                    "the connection URI holds a password, which everyone on this machine can read from the process list: nothing was done",
                    "leave the password out of the URI and give it by PGPASSWORD or in ~/.pgpass;"
                            + " change it if others use this machine");
        }
        return read(parsed);
    }

    /** A URI that came from an environment variable or a secret, and so may hold a password. */
    public DatabaseAddress fromSecret(String uri) {
        return read(ConnectionUri.parse(uri));
    }

    /**
     * What a secret says, a connection URI or the JSON that RDS keeps.
     *
     * @param what names the secret in errors, which never repeat it
     * @param configured a connection URI that says where the database is, over what that JSON says of it
     * @throws LifeboatException CONFIGURATION_INVALID if the secret is neither, or lacks something
     */
    public DatabaseAddress fromSecret(String secret, String what, Optional<String> configured) {
        return read(DatabaseSecret.keywords(secret, what, configured));
    }

    /** What the PG* variables alone say. */
    public DatabaseAddress fromEnvironment() {
        return read(Map.of());
    }

    private DatabaseAddress read(Map<String, String> uri) {
        Keywords fromEnvironment = Keywords.ofEnvironment(environment);
        String service = uri.getOrDefault("service", fromEnvironment.get("service", ""));
        Map<String, String> serviceWords = service.isEmpty() ? Map.of() : ServiceFile.read(service, serviceFiles());
        Keywords words = fromEnvironment.overriddenBy(serviceWords, warnings).overriddenBy(uri, warnings);
        String user = words.get("user", systemUser);
        if (words.get("dbname") == null) {
            warnings.accept("no database is named, so it is the one named like the user: \"%s\"".formatted(user));
        }
        Tls tls = TlsFiles.resolve(words, home);
        return new DatabaseAddress(
                HostList.read(words, tls),
                ServerChoice.of(words.get("target_session_attrs", "any")),
                words.get("dbname", user),
                user,
                passwords(words),
                tls,
                Duration.ofSeconds(seconds(words.get("connect_timeout", DEFAULT_TIMEOUT))),
                channelBinding(words.get("channel_binding", "prefer")),
                words.get("application_name"));
    }

    private List<Path> serviceFiles() {
        Path own = Path.of(environment.getOrDefault(
                "PGSERVICEFILE", home.resolve(".pg_service.conf").toString()));
        @Nullable String system = environment.get("PGSYSCONFDIR");
        return system == null ? List.of(own) : List.of(own, Path.of(system, "pg_service.conf"));
    }

    private Passwords passwords(Keywords words) {
        @Nullable String given = words.get("password");
        if (given != null) {
            return Passwords.of(given);
        }
        Path file = Path.of(words.get("passfile", home.resolve(".pgpass").toString()));
        return new Passwords(null, PasswordFile.read(file, warnings));
    }

    private static long seconds(String text) {
        if (!text.matches("-?[0-9]{1,6}")) {
            throw new LifeboatException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "connect_timeout '%s' is not a whole number of seconds: no connection was made".formatted(text),
                    "set it in the connection URI, or PGCONNECT_TIMEOUT; 0 waits for ever");
        }
        return Math.max(0, Long.parseLong(text));
    }

    private static String channelBinding(String word) {
        if (!List.of("disable", "prefer", "require").contains(word)) {
            throw new LifeboatException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "channel_binding '%s' is not one of disable, prefer, require: no connection was made"
                            .formatted(word),
                    "correct it in the connection URI, or PGCHANNELBINDING");
        }
        return word;
    }
}
