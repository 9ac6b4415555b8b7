package dev.lifeboat.postgres.connect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a secret says of a database: a connection URI, or the JSON that Amazon RDS keeps, of which {@code username} and {@code
 * password} are needed, and {@code engine}, {@code host}, {@code port} and {@code dbname} may be there. No error repeats any of it.
 *
 * @see <a href="https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_secret_json_structure.html">JSON structure
 *     of AWS Secrets Manager secrets</a>
 */
final class DatabaseSecret {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> ENGINES = Set.of("postgres", "aurora-postgresql");
    private static final Map<String, String> LOGIN = Map.of("username", "user", "password", "password");
    private static final Map<String, String> PLACE = Map.of("host", "host", "port", "port", "dbname", "dbname");

    private DatabaseSecret() {}

    /**
     * libpq's keywords for it.
     *
     * @param configured a connection URI that says where the database is, over what the JSON says of that
     */
    static Map<String, String> keywords(String secret, String what, Optional<String> configured) {
        String text = secret.strip();
        if (text.startsWith("postgres://") || text.startsWith("postgresql://")) {
            return ConnectionUri.parse(text);
        }
        JsonNode json = parse(text, what);
        requireEngine(json, what);
        Map<String, String> keywords = new LinkedHashMap<>();
        copy(json, PLACE, keywords);
        configured.map(ConnectionUri::parse).ifPresent(keywords::putAll);
        copy(json, LOGIN, keywords);
        LOGIN.keySet().forEach(field -> require(json.hasNonNull(field), what, "has no " + field));
        require(
                keywords.containsKey("host") || keywords.containsKey("hostaddr") || keywords.containsKey("service"),
                what,
                "does not say on which host the database is, and neither does LIFEBOAT_DATABASE");
        require(
                keywords.containsKey("dbname") || keywords.containsKey("service"),
                what,
                "does not say which database is meant, and neither does LIFEBOAT_DATABASE");
        return keywords;
    }

    private static JsonNode parse(String text, String what) {
        try {
            JsonNode json = JSON.readTree(text);
            require(json.isObject(), what, "is neither a connection URI nor the JSON that RDS keeps");
            return json;
        } catch (JsonProcessingException e) {
            throw unusable(what, "is neither a connection URI nor the JSON that RDS keeps");
        }
    }

    private static void requireEngine(JsonNode json, String what) {
        require(
                !json.hasNonNull("engine")
                        || ENGINES.contains(json.get("engine").asText()),
                what,
                "is of another engine than postgres or aurora-postgresql");
    }

    private static void copy(JsonNode json, Map<String, String> fields, Map<String, String> keywords) {
        fields.forEach((field, keyword) -> {
            if (json.hasNonNull(field)) {
                keywords.put(keyword, json.get(field).asText());
            }
        });
    }

    private static void require(boolean so, String what, String otherwise) {
        if (!so) {
            throw unusable(what, otherwise);
        }
    }

    private static LifeboatException unusable(String what, String why) {
        return new LifeboatException(
                ErrorCode.CONFIGURATION_INVALID,
                "%s %s: no connection was made".formatted(what, why),
                "store postgresql://user:password@host/database, or JSON with username, password, host and dbname; with the"
                        + " secret that RDS manages, which has only the first two, set LIFEBOAT_DATABASE to"
                        + " postgresql://host/database");
    }
}
