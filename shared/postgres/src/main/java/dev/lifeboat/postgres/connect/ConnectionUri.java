package dev.lifeboat.postgres.connect;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * libpq's connection URI, taken apart into libpq's own keywords (PostgreSQL documentation, "Connection Strings"). Its
 * errors never repeat the URI, which may hold a password.
 */
final class ConnectionUri {
    private static final Pattern SHAPE = Pattern.compile(
            "postgres(?:ql)?://(?:(?<user>[^:@/]*)(?::(?<password>[^@/]*))?@)?(?<hosts>[^/?@]*)"
                    + "(?:/(?<database>[^?@]*))?(?:\\?(?<query>[^@]*))?",
            Pattern.DOTALL);
    private static final Pattern HOST =
            Pattern.compile("(?:\\[(?<bracketed>[^\\]]+)\\]|(?<plain>[^:\\[\\]]*))(?::(?<port>.*))?");

    private final Map<String, String> keywords = new LinkedHashMap<>();

    private ConnectionUri() {}

    /** The keywords that the URI gives, with lists of hosts and ports as libpq writes them: {@code h1,h2}. */
    static Map<String, String> parse(String uri) {
        Matcher shape = SHAPE.matcher(uri);
        if (!shape.matches()) {
            throw malformed(
                    uri.matches("(?s)postgres(ql)?://.*")
                            ? "it holds an @, or a / or ? before one, that is not percent-encoded"
                            : "it does not begin with postgresql://",
                    null);
        }
        ConnectionUri parsed = new ConnectionUri();
        parsed.store("user", shape.group("user"));
        parsed.store("password", shape.group("password"));
        parsed.storeHosts(shape.group("hosts"));
        parsed.store("dbname", shape.group("database"));
        parsed.storeQuery(shape.group("query"));
        return parsed.keywords;
    }

    static LifeboatException malformed(String why, @Nullable Throwable cause) {
        return new LifeboatException(
                ErrorCode.CONFIGURATION_INVALID,
                "the connection URI cannot be understood: " + why + ": no connection was made",
                "write postgresql://user@host:5432/database?sslmode=verify-full; characters such as @ : / ? # in a part"
                        + " are written in percent-encoding",
                cause);
    }

    private void store(String keyword, @Nullable String encoded) {
        if (encoded != null && !encoded.isEmpty()) {
            keywords.put(keyword, PercentEncoding.decode(encoded, keyword));
        }
    }

    private void storeHosts(String list) {
        StringBuilder names = new StringBuilder();
        StringBuilder ports = new StringBuilder();
        String comma = "";
        for (String one : list.split(",", -1)) {
            Matcher host = HOST.matcher(one);
            if (!host.matches()) {
                throw malformed("a host is neither a name nor an IPv6 address in [brackets]", null);
            }
            String bracketed = host.group("bracketed");
            names.append(comma).append(bracketed == null ? host.group("plain") : bracketed);
            ports.append(comma).append(host.group("port") == null ? "" : host.group("port"));
            comma = ",";
        }
        store("host", names.toString());
        store("port", ports.toString());
    }

    private void storeQuery(@Nullable String query) {
        if (query == null || query.isEmpty()) {
            return;
        }
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals <= 0) {
                throw malformed("a parameter after the ? is not name=value", null);
            }
            String keyword = PercentEncoding.decode(pair.substring(0, equals), "parameter");
            store(keyword.equals("ssl") ? "sslmode" : keyword, sslValue(keyword, pair.substring(equals + 1)));
        }
    }

    /** JDBC's {@code ssl=true} means sslmode=require to libpq, and no other value is known to it. */
    private static String sslValue(String keyword, String value) {
        if (keyword.equals("ssl") && !value.equals("true")) {
            throw malformed("ssl has no value but true", null);
        }
        return keyword.equals("ssl") ? "require" : value;
    }
}
