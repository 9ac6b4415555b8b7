package dev.lifeboat.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;

class ShopTest {
    private static final String ROWS = """
            SELECT sum(n) FROM (
                SELECT count(*) AS n FROM auth.users UNION ALL SELECT count(*) FROM auth.sessions
                UNION ALL SELECT count(*) FROM shop.categories UNION ALL SELECT count(*) FROM shop.products
                UNION ALL SELECT count(*) FROM shop.orders UNION ALL SELECT count(*) FROM shop.order_items
                UNION ALL SELECT count(*) FROM shop.reviews UNION ALL SELECT count(*) FROM billing.invoices
                UNION ALL SELECT count(*) FROM billing.payments) AS t""";

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
