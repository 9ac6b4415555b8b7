package dev.lifeboat.postgres.fault;

import dev.lifeboat.postgres.backup.Definitions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/** Says again what the real programs said of a database once, for tests that take many backups of it. */
final class RecordedDefinitions implements Definitions {
    private final Definitions real;
    private byte[] schema = {};
    private byte[] globals = {};

    RecordedDefinitions(Definitions real) {
        this.real = real;
    }

    @Override
    public String version() {
        return real.version();
    }

    @Override
    public boolean matchesServer() {
        return real.matchesServer();
    }

    @Override
    public void writeSchema(String snapshot, Duration lockTimeout, boolean subscriptions, OutputStream to)
            throws IOException {
        if (schema.length == 0) {
            ByteArrayOutputStream archive = new ByteArrayOutputStream();
            real.writeSchema(snapshot, lockTimeout, subscriptions, archive);
            schema = archive.toByteArray();
        }
        to.write(schema);
    }

    @Override
    public void writeGlobals(boolean rolePasswords, OutputStream to) throws IOException {
        if (globals.length == 0) {
            ByteArrayOutputStream script = new ByteArrayOutputStream();
            real.writeGlobals(rolePasswords, script);
            globals = script.toByteArray();
        }
        to.write(globals);
    }
}
