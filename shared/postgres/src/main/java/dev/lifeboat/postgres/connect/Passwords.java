package dev.lifeboat.postgres.connect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of passwords: one given outright, which serves every host, or the lines of a password file.
 *
 * @param given from a URI or PGPASSWORD; null leaves the choice to the file
 */
public record Passwords(@Nullable Password given, List<PasswordLine> lines) {
    public Passwords {
        lines = List.copyOf(lines);
    }

    /** No password at all, for servers that trust, or ask for a certificate. */
    public static Passwords none() {
        return new Passwords(null, List.of());
    }

    /** This password, whatever the host. */
    public static Passwords of(String password) {
        return new Passwords(new Password(password), List.of());
    }

    @Nullable
    Password find(ServerHost host, String database, String user) {
        if (given != null) {
            return given;
        }
        return lines.stream()
                .filter(line -> line.matches(host, database, user))
                .findFirst()
                .map(PasswordLine::password)
                .orElse(null);
    }
}
