package dev.lifeboat.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each feature database can be made on every major version, and PostgreSQL's own tools bring it back unchanged. */
class FeatureDatabaseTest {
    static Stream<Arguments> everyDatabaseOnEveryMajor() {
        return PostgresPrograms.majors().stream()
                .flatMap(major -> Stream.of(FeatureDatabase.values())
                        .filter(FeatureDatabase::keepsColumnOrder)
                        .map(database -> Arguments.of(database, major)));
    }

    @ParameterizedTest(name = "{0} on PostgreSQL {1}")
    @MethodSource("everyDatabaseOnEveryMajor")
    void comesBackFromDumpAndRestore(FeatureDatabase database, int major) throws SQLException {
        PostgresServer server = PostgresServer.shared(major);
        String original = database.create(server);

        if (database == FeatureDatabase.EVERYTHING) {
            assertThat(typesWithoutAColumn(server, original)).isEmpty();
        }

        PostgresPrograms programs = PostgresPrograms.required(major);
        String restored = PostgresServer.freshName("restored");
        byte[] dump = Program.at(programs.pgDump(), "--create", "--dbname=" + server.uri(original))
                .within(Duration.ofMinutes(5))
                .succeed()
                .output();
        NormalizedDump expected = NormalizedDump.of(server, original);
        server.renameDatabase(original, restored);
        server.psql("postgres").with("--output=/dev/null").input(dump).succeed();

        NormalizedDump.assertSameDatabase(server, restored, original);
        NormalizedDump.of(server, restored).assertSameAs(expected);
        assertThat(expected.lines()).isNotEmpty();
        server.dropDatabase(original);
        server.dropDatabase(restored);
    }

    /** Types that PostgreSQL brings and no table has, but for those that take no value from outside. */
    private static List<String> typesWithoutAColumn(PostgresServer server, String database) throws SQLException {
        return server.values(database, """
                SELECT t.typname FROM pg_catalog.pg_type AS t
                WHERE t.typnamespace = 'pg_catalog'::regnamespace AND t.typtype IN ('b', 'r', 'm') AND t.typcategory NOT IN ('A', 'Z')
                    AND t.typname <> 'gtsvector' AND NOT EXISTS (
                        SELECT FROM pg_catalog.pg_attribute AS a JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid
                        WHERE a.atttypid = t.oid AND a.attnum > 0 AND NOT a.attisdropped AND c.relkind = 'r' AND c.oid >= 16384)
                ORDER BY 1""");
    }

    @EveryMajor
    void reorderedColumnsComeBackWithTheSameRowsByName(int major) throws SQLException {
        PostgresServer server = PostgresServer.shared(major);
        String original = FeatureDatabase.REORDERED.create(server);
        String restored = server.createFreshDatabase("restored");
        byte[] dump = Program.at(PostgresPrograms.required(major).pgDump(), "--dbname=" + server.uri(original))
                .succeed()
                .output();
        server.psql(restored).with("--output=/dev/null").input(dump).succeed();

        String order = "SELECT string_agg(attname, ' ' ORDER BY attnum) FROM pg_attribute "
                + "WHERE attrelid = 'child'::regclass AND attnum > 0 AND NOT attisdropped";
        String rows = "SELECT string_agg(format('%s|%s|%s|%s', a, b, c, own), ',' ORDER BY a) FROM child";
        assertThat(server.value(original, order)).isEqualTo("own c b a");
        assertThat(server.value(restored, order)).isEqualTo("a b c own");
        assertThat(server.value(restored, rows)).isEqualTo(server.value(original, rows));
    }
}
