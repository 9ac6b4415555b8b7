package dev.lifeboat.postgres.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/** Writes a database's definitions: what pg_dump and pg_dumpall do. */
public interface Definitions {
    /** The version of the programs, such as {@code 17.11}. */
    String version();

    /** Whether their major version is the server's own. */
    boolean matchesServer();

    /**
     * Writes the schema archive as the snapshot shows it.
     *
     * @param snapshot the name of an exported snapshot
     * @param subscriptions whether they are dumped
     * @throws IOException what the stream throws
     */
    void writeSchema(String snapshot, Duration lockTimeout, boolean subscriptions, OutputStream to) throws IOException;

    /**
     * Writes the script of roles and tablespaces.
     *
     * @throws IOException what the stream throws
     */
    void writeGlobals(boolean rolePasswords, OutputStream to) throws IOException;

    /** Makes what is being written fail soon, from another thread; nothing more is written after that. */
    default void cancel() {
        // what takes no time need not be cancelled
    }
}
