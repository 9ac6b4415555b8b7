package dev.lifeboat.postgres.connect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One line of a password file: four patterns, each a text or {@code *}, and the password they lead to. */
record PasswordLine(String host, String port, String database, String user, Password password) {
    private static final String ANY = "*";

    boolean matches(ServerHost server, String databaseName, String userName) {
        return fits(host, server.name())
                && fits(port, Integer.toString(server.port()))
                && fits(database, databaseName)
                && fits(user, userName);
    }

    private static boolean fits(String pattern, String value) {
        return pattern.equals("\\*")
                ? value.equals(ANY)
                : pattern.equals(ANY) || unescape(pattern).equals(value);
    }

    /** The line, or nothing for a comment and for what has no five fields, as libpq passes over both. */
    static Optional<PasswordLine> parse(String line) {
        if (line.startsWith("#")) {
            return Optional.empty();
        }
        List<String> fields = split(line);
        if (fields.size() < 5) {
            return Optional.empty();
        }
        String password = unescape(fields.get(4));
        return Optional.of(
                new PasswordLine(fields.get(0), fields.get(1), fields.get(2), fields.get(3), new Password(password)));
    }

    /** Fields between colons that no backslash precedes, still escaped; the fifth ends at the next colon or the line. */
    private static List<String> split(String line) {
        List<String> fields = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) == '\\') {
                i++;
            } else if (line.charAt(i) == ':') {
                fields.add(line.substring(start, i));
                start = i + 1;
            }
        }
        fields.add(line.substring(start));
        return fields;
    }

    private static String unescape(String field) {
        StringBuilder plain = new StringBuilder(field.length());
        for (int i = 0; i < field.length(); i++) {
            if (field.charAt(i) == '\\' && i + 1 < field.length()) {
                i++;
            }
            plain.append(field.charAt(i));
        }
        return plain.toString();
    }
}
