package dev.lifeboat.postgres.connect;

import dev.lifeboat.testing.PostgresServer;
import java.nio.file.Path;
import java.util.Map;

/** Addresses of test servers. */
public final class Addresses {
    private Addresses() {}

    public static DatabaseAddress of(PostgresServer server, String database) {
        return of(server.uri(database));
    }

    public static DatabaseAddress of(PostgresServer server, String database, String role) {
        return of(server.uri(database, role));
    }

    public static DatabaseAddress of(String uri) {
        return new AddressReader(Map.of(), Path.of("/nonexistent"), "ann", warning -> {}).fromSecret(uri);
    }
}
