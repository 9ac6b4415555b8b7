package dev.lifeboat.postgres.connect;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** libpq's {@code pg_service.conf}: named groups of keywords (PostgreSQL documentation, "The Connection Service File"). */
final class ServiceFile {
    private ServiceFile() {}

    /** The keywords of the named service, from the first of these files that has it. */
    static Map<String, String> read(String service, List<Path> files) {
        for (Path file : files) {
            if (Files.exists(file)) {
                Map<String, Map<String, String>> groups = parse(file, lines(file));
                if (groups.containsKey(service)) {
                    return groups.get(service);
                }
            }
        }
        throw new LifeboatException(
                ErrorCode.CONFIGURATION_INVALID,
                "service '%s' stands in none of %s: the database's address is unknown".formatted(service, files),
                "correct the service, or set PGSERVICEFILE to the file that has it");
    }

    private static Map<String, Map<String, String>> parse(Path file, List<String> lines) {
        Map<String, Map<String, String>> groups = new LinkedHashMap<>();
        Map<String, String> group = new LinkedHashMap<>();
        for (String raw : lines) {
            String line = raw.strip();
            int equals = line.indexOf('=');
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("[") && line.endsWith("]")) {
                group = new LinkedHashMap<>();
                groups.putIfAbsent(line.substring(1, line.length() - 1), group);
            } else if (equals > 0 && !line.startsWith("service=") && !line.startsWith("ldap")) {
                group.putIfAbsent(line.substring(0, equals), line.substring(equals + 1));
            } else {
                throw unreadable(file, "has a line that is not keyword=value, or names a service or LDAP server");
            }
        }
        return groups;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw unreadable(file, "cannot be read as UTF-8 text");
        }
    }

    private static LifeboatException unreadable(Path file, String why) {
        return new LifeboatException(
                ErrorCode.CONFIGURATION_INVALID,
                "service file %s %s: the database's address is unknown".formatted(file, why),
                "correct the file, or give a connection URI instead of a service");
    }
}
