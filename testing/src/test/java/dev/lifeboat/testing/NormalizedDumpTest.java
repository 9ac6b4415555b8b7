package dev.lifeboat.testing;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NormalizedDumpTest {
    private static final String SETUP = """
            CREATE TABLE item (id int GENERATED ALWAYS AS IDENTITY, name text);
            INSERT INTO item (name) SELECT 'item ' || i FROM generate_series(1, 20) AS i;
            SELECT lo_put(lo_create(800001), 0, 'content');
            CREATE MATERIALIZED VIEW names AS SELECT name FROM item""";

    private PostgresServer server;
    private String one;
    private String other;

    NormalizedDumpTest() {
        int major = PostgresPrograms.majorsAtHand().isEmpty()
                ? PostgresPrograms.majors().getLast()
                : PostgresPrograms.majorsAtHand().getLast();
        PostgresPrograms.required(major);
        server = PostgresServer.shared(major);
        one = PostgresServer.freshName("one");
        other = PostgresServer.freshName("Odd \"Name\"; DATABASE é");
    }

    @BeforeEach
    void makeTwoDatabases() throws SQLException {
        for (String database : new String[] {one, other}) {
            server.createDatabase(database);
            server.execute(database, SETUP);
        }
    }

    @Test
    void databasesThatHoldTheSameAreEqualWhateverTheirNamesAndTheOrderOfTheirRows() throws SQLException {
        server.execute(other, "UPDATE item SET name = name WHERE id = 1", "VACUUM FULL item");

        assertThatNoException().isThrownBy(() -> NormalizedDump.assertSameDatabase(server, one, other));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE item SET name = 'else' WHERE id = 7",
                "DELETE FROM item WHERE id = 7",
                "SELECT setval('item_id_seq', 20, false)",
                "SELECT lo_put(800001, 0, 'Content')",
                "SELECT lo_create(800002)",
                "COMMENT ON LARGE OBJECT 800001 IS 'x'",
                "REFRESH MATERIALIZED VIEW names WITH NO DATA",
                "GRANT SELECT (id) ON item TO PUBLIC",
                "CREATE INDEX ON item (name)",
                "DO $$ BEGIN EXECUTE format('COMMENT ON DATABASE %I IS ''x''', current_database()); END $$",
                "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET work_mem = 77', current_database()); END $$",
                "DO $$ BEGIN EXECUTE format('REVOKE CONNECT ON DATABASE %I FROM PUBLIC', current_database()); END $$",
            })
    void seesWhatDiffers(String difference) throws SQLException {
        server.execute(other, difference);

        assertThatThrownBy(() -> NormalizedDump.assertSameDatabase(server, one, other))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void showsTheFirstDifference() throws SQLException {
        server.execute(other, "UPDATE item SET name = 'é' WHERE id = 7");

        assertThatThrownBy(() -> NormalizedDump.assertSameDatabase(server, one, other))
                .hasMessageContaining("COPY public.item (id, name) FROM stdin;")
                .hasMessageContaining("expected: 7\titem 7%n".formatted())
                .hasMessageContaining("but is:   7\té");
    }
}
