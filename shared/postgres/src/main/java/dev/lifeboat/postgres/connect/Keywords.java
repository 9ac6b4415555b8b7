package dev.lifeboat.postgres.connect;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** libpq's keywords with where each may come from: the URI before the service before the environment. */
final class Keywords {
    private static final Map<String, String> VARIABLES = Map.ofEntries(
            Map.entry("host", "PGHOST"),
            Map.entry("hostaddr", "PGHOSTADDR"),
            Map.entry("port", "PGPORT"),
            Map.entry("dbname", "PGDATABASE"),
            Map.entry("user", "PGUSER"),
            Map.entry("password", "PGPASSWORD"),
            Map.entry("passfile", "PGPASSFILE"),
            Map.entry("service", "PGSERVICE"),
            Map.entry("application_name", "PGAPPNAME"),
            Map.entry("sslmode", "PGSSLMODE"),
            Map.entry("sslrootcert", "PGSSLROOTCERT"),
            Map.entry("sslcert", "PGSSLCERT"),
            Map.entry("sslkey", "PGSSLKEY"),
            Map.entry("channel_binding", "PGCHANNELBINDING"),
            Map.entry("connect_timeout", "PGCONNECT_TIMEOUT"),
            Map.entry("target_session_attrs", "PGTARGETSESSIONATTRS"));

    /** What changes nothing that matters to a backup, and is passed over with a warning. */
    private static final Set<String> PASSED_OVER = Set.of(
            "client_encoding",
            "fallback_application_name",
            "gssencmode",
            "keepalives",
            "keepalives_count",
            "keepalives_idle",
            "keepalives_interval",
            "tcp_user_timeout");

    /** What somebody set to be safer, so that passing it over would be wrong. */
    private static final List<String> REFUSED_VARIABLES = List.of(
            "PGREQUIREAUTH", "PGREQUIREPEER", "PGSSLCRL", "PGSSLCRLDIR", "PGSSLMINPROTOCOLVERSION", "PGSSLNEGOTIATION");

    private final Map<String, String> values;

    private Keywords(Map<String, String> values) {
        this.values = values;
    }

    static Keywords ofEnvironment(Map<String, String> environment) {
        for (String variable : REFUSED_VARIABLES) {
            if (!environment.getOrDefault(variable, "").isEmpty()) {
                throw unsupported("environment variable " + variable);
            }
        }
        Map<String, String> values = new LinkedHashMap<>();
        VARIABLES.forEach((keyword, variable) -> {
            String value = environment.getOrDefault(variable, "");
            if (!value.isEmpty()) {
                values.put(keyword, value);
            }
        });
        return new Keywords(values);
    }

    /** These, and over them those; a keyword that Lifeboat does not know is an error. */
    Keywords overriddenBy(Map<String, String> stronger, Consumer<String> warnings) {
        Map<String, String> merged = new LinkedHashMap<>(values);
        stronger.forEach((keyword, value) -> {
            if (VARIABLES.containsKey(keyword)) {
                merged.put(keyword, value);
            } else if (PASSED_OVER.contains(keyword)) {
                warnings.accept("connection parameter %s is passed over".formatted(keyword));
            } else {
                throw unsupported("connection parameter " + keyword);
            }
        });
        return new Keywords(merged);
    }

    @Nullable
    String get(String keyword) {
        return values.get(keyword);
    }

    String get(String keyword, String otherwise) {
        return values.getOrDefault(keyword, otherwise);
    }

    private static LifeboatException unsupported(String what) {
        return new LifeboatException(
                ErrorCode.CONFIGURATION_INVALID,
                "%s is not supported, and passing it over might be unsafe: no connection was made".formatted(what),
                "leave it out; Lifeboat knows "
                        + String.join(", ", VARIABLES.keySet().stream().sorted().toList()));
    }
}
