package dev.lifeboat.testing;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A database as many are: people, goods, orders by month, payments, in the schemas {@code auth}, {@code shop} and
 * {@code billing}. Its SQL is {@code databases/shop.sql}, which psql runs too.
 */
public final class Shop {
    private Shop() {}

    /**
     * Fills an empty database, in one transaction; the same way for the same number.
     *
     * @param rows how many rows all tables have together, about
     */
    public static void fill(Connection connection, int rows) throws SQLException {
        String sql = new String(Resource.bytes("databases/shop.sql"), StandardCharsets.UTF_8);
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql.replace(":rows", Integer.toString(rows)));
        }
    }

    /** Makes a shop under a name that no other test of this run uses, and gives the name. */
    public static String create(PostgresServer server, int rows) throws SQLException {
        String name = server.createFreshDatabase("shop");
        try (Connection connection = server.connect(name)) {
            fill(connection, rows);
        }
        return name;
    }
}
