package dev.lifeboat.postgres.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.postgres.TestVault;
import dev.lifeboat.store.DirectoryStore;
import dev.lifeboat.testing.PostgresPrograms;
import dev.lifeboat.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A heap of 256 MB serves databases of any size and of any number of tables. */
@Timeout(240)
final class MemoryTest {
    private static final int HEAP = 256;
    private static final int TABLES = Integer.getInteger("lifeboat.tables", 3000);
    private static final PostgresServer SERVER =
            PostgresServer.shared(PostgresPrograms.majorsAtHand().last());

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private Path store;

    @SuppressWarnings("NullAway.Init")
    private Path keys;

    @SuppressWarnings("NullAway.Init")
    private TestVault vault;

    @BeforeEach
    void createStore() throws IOException {
        store = folder.resolve("store");
        keys = Files.createDirectory(folder.resolve("keys"));
        vault = new TestVault(DirectoryStore.initialize(store));
        vault.saveKeys(keys);
    }

    private static String database(String... statements) throws SQLException {
        String database = SERVER.createFreshDatabase("memory");
        SERVER.execute(database, statements);
        return database;
    }

    private void assertGoesThereAndBack(PostgresServer server, String database, long rows) throws Exception {
        BackupId id = TestVault.newId();
        assertThat(Child.backup(HEAP, store, keys, server, database, id).said()).startsWith("Made ");
        String back = PostgresServer.freshName("memory_back");
        assertThat(Child.restore(HEAP, store, keys, server, back, id).said()).isEqualTo("Restored " + rows);
        server.dropDatabase(database);
        server.dropDatabase(back);
    }

    /** With {@code -Dlifeboat.tables=10000} it takes about as many minutes as thousands. */
    @Test
    @Timeout(1800)
    void thousandsOfTables() throws Exception {
        PostgresServer server = PostgresServer.of(
                        PostgresPrograms.majorsAtHand().last())
                .with("max_locks_per_transaction", "512")
                .start();
        String database = server.createFreshDatabase("memory");
        server.execute(database, "CREATE TYPE mood AS ENUM ('sad', 'ok')");
        for (int from = 1; from <= TABLES; from += 500) {
            server.execute(database, """
                    DO $$BEGIN FOR i IN %d..%d LOOP
                      EXECUTE 'CREATE TABLE table_number_' || i || ' (id int, feeling mood, a text, b numeric, c timestamptz)';
                      EXECUTE 'INSERT INTO table_number_' || i || ' (id) VALUES (1)';
                    END LOOP; END$$""".formatted(from, from + 499));
        }
        assertGoesThereAndBack(server, database, TABLES);
        server.close();
    }

    @Test
    void tableOfThreeHundredMegabytesWithRowsOfForty() throws Exception {
        assertGoesThereAndBack(
                SERVER,
                database(
                        "CREATE TABLE t AS SELECT n, repeat(md5(n::text), 32768) AS text FROM generate_series(1, 200) n",
                        "INSERT INTO t SELECT n, repeat(md5(n::text), 1310720) FROM generate_series(1, 3) n"),
                203);
    }

    @Test
    void rowOfAHundredMegabytesOfTextAndFiftyOfBytes() throws Exception {
        assertGoesThereAndBack(
                SERVER,
                database("CREATE TABLE t AS SELECT repeat(md5(n::text) || E'\\t\\n\\\\', 2995932) AS text,"
                        + " decode(repeat(md5(n::text), 3276800), 'hex') AS bytes FROM generate_series(1, 1) n"),
                1);
    }

    @Test
    void rowThatIsBiggerThanTheHeap() throws Exception {
        assertGoesThereAndBack(
                SERVER,
                database(
                        "CREATE TABLE \"Huge one\" AS SELECT repeat(md5(n::text), 9500000) AS text FROM generate_series(1, 1) n",
                        "CREATE TABLE others AS SELECT repeat(md5(n::text), 3000) AS text FROM generate_series(1, 1000) n"),
                1001);
    }
}
