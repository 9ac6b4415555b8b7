package dev.lifeboat.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;

class ShopTest {
    private static final String ROWS = """
            SELECT sum((xpath('/row/n/text()', query_to_xml(format('SELECT count(*) AS n FROM %I.%I', schemaname, tablename), false, true, '')))[1]::text::bigint)
            FROM pg_tables WHERE schemaname IN ('auth', 'shop', 'billing')
              AND format('%I.%I', schemaname, tablename)::regclass NOT IN (SELECT partrelid FROM pg_partitioned_table)""";

    @EveryMajor
    void isTheSameEveryTimeAndOnEveryPath(int major) throws SQLException {
        PostgresServer server = PostgresServer.shared(major);

        String once = Shop.create(server, 3000);
        String again = server.createFreshDatabase("shop");
        server.psql(again)
                .with("--set=rows=3000", "--output=/dev/null")
                .env("PGTZ", "America/New_York")
                .input(Resource.bytes("databases/shop.sql"))
                .succeed();

        NormalizedDump.assertSameDatabase(server, once, again);
    }

    @EveryMajor(programs = false)
    void hasAboutAsManyRowsAsAskedFor(int major) throws SQLException {
        PostgresServer server = PostgresServer.shared(major);

        assertThat(Integer.parseInt(String.valueOf(server.value(Shop.create(server, 20_000), ROWS))))
                .isBetween(19_000, 21_000);
        assertThat(Integer.parseInt(String.valueOf(server.value(Shop.create(server, 0), ROWS))))
                .isLessThan(100);
    }
}
