package dev.lifeboat.postgres.connect;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;

/** One server to try: a name or an IP address (IPv6 without brackets), and a TCP port. */
public record ServerHost(String name, int port) {
    public ServerHost {
        if (name.startsWith("/") || name.startsWith("@")) {
            throw new LifeboatException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "host '%s' is a Unix socket, which Lifeboat cannot speak through: no connection was made"
                            .formatted(name),
                    "name the server by TCP, such as localhost, and let pg_hba.conf allow it");
        }
        if (name.isEmpty() || port < 1 || port > 65535) {
            throw new LifeboatException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "host '%s' with port %d is not a server: a name and a port of 1 to 65535 are needed, so no connection was made"
                            .formatted(name, port),
                    "correct the connection URI, or PGHOST and PGPORT");
        }
    }

    /** As it stands in a URI, such as {@code db.example.org:5432} or {@code [::1]:5432}. */
    @Override
    public String toString() {
        return (name.contains(":") ? "[" + name + "]" : name) + ":" + port;
    }
}
