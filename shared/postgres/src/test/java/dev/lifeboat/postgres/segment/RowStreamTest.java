package dev.lifeboat.postgres.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.postgres.sql.SqlFailure;
import dev.lifeboat.testing.PostgresPrograms;
import dev.lifeboat.testing.PostgresServer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows of every size come whole and in order, and the connection serves on. */
final class RowStreamTest {
    private static final PostgresServer SERVER =
            PostgresServer.shared(PostgresPrograms.majorsAtHand().last());

    private final List<String> rows = new ArrayList<>();
    private int pieces;

    private final RowStream.Consumer collecting = new RowStream.Consumer() {
        private final ByteArrayOutputStream begun = new ByteArrayOutputStream();

        @Override
        public void row(byte[] bytes, int offset, int length) {
            begun.write(bytes, offset, length);
            rows.add(begun.toString(StandardCharsets.UTF_8));
            begun.reset();
        }

        @Override
        public void piece(byte[] bytes, int offset, int length) {
            assertThat(length).isPositive();
            begun.write(bytes, offset, length);
            pieces++;
        }
    };

    private static Connection connect() throws SQLException {
        return SERVER.connect(PostgresServer.SUPERUSER);
    }

    @Test
    void rowsOfEverySizeComeWholeAndInOrder() throws Exception {
        String lengths = "SELECT (n * n * 37) % 300000 FROM generate_series(1, 200) n"
                + " UNION ALL VALUES (0), (131071), (131072), (131073), (5000000), (0), (1)";
        try (Connection connection = connect()) {
            RowStream.read(
                    connection,
                    "COPY (SELECT repeat('x', l) FROM (%s) AS t (l)) TO STDOUT".formatted(lengths),
                    collecting);
            assertThat(value(connection, "SELECT 42")).isEqualTo("42");
        }
        List<String> expected = SERVER.values(PostgresServer.SUPERUSER, lengths).stream()
                .map(length -> "x".repeat(Integer.parseInt(length)) + "\n")
                .toList();
        assertThat(rows).isEqualTo(expected);
        assertThat(pieces).isPositive();
    }

    @Test
    void noRowsAreNoRows() throws Exception {
        try (Connection connection = connect()) {
            RowStream.read(connection, "COPY (SELECT 1 WHERE false) TO STDOUT", collecting);
            RowStream.read(connection, "COPY (SELECT FROM generate_series(1, 3)) TO STDOUT", collecting);
        }
        assertThat(rows).containsExactly("\n", "\n", "\n");
    }

    @Test
    void noticesBetweenRowsArePassedOver() throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    CREATE FUNCTION pg_temp.noisy(n int) RETURNS text LANGUAGE plpgsql AS
                    $$BEGIN RAISE NOTICE 'row % %', n, repeat('-', n * 1000); RETURN repeat('r', n * 100); END$$""");
            RowStream.read(
                    connection, "COPY (SELECT pg_temp.noisy(n) FROM generate_series(1, 30) n) TO STDOUT", collecting);
            assertThat(value(connection, "SELECT 'served'")).isEqualTo("served");
        }
        assertThat(rows).hasSize(30).allSatisfy(row -> assertThat(row).endsWith("r\n"));
    }

    @Test
    void errorAfterSomeRowsIsTheServersOwn() throws Exception {
        try (Connection connection = connect()) {
            assertThatThrownBy(() -> RowStream.read(
                            connection,
                            "COPY (SELECT 1 / (5000 - n) FROM generate_series(1, 9000) n) TO STDOUT",
                            collecting))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(SqlFailure.state(e)).isEqualTo("22012"));
            assertThat(rows).hasSizeGreaterThan(1000);
            assertThat(value(connection, "SELECT 'served'")).isEqualTo("served");
        }
    }

    @Test
    void lostConnectionIsSaidAsSuch() throws Exception {
        try (Connection connection = connect()) {
            String pid = value(connection, "SELECT pg_backend_pid()");
            RowStream.Consumer killing = new RowStream.Consumer() {
                @Override
                public void row(byte[] bytes, int offset, int length) {
                    if (rows.isEmpty()) {
                        rows.add("first");
                        kill(pid);
                    }
                }

                @Override
                public void piece(byte[] bytes, int offset, int length) {
                    throw new AssertionError("these rows are short");
                }
            };
            assertThatThrownBy(() -> RowStream.read(
                            connection, "COPY (SELECT n FROM generate_series(1, 100000000) n) TO STDOUT", killing))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(SqlFailure.isLostConnection(e)).isTrue());
        }
    }

    private static void kill(String pid) {
        try {
            SERVER.value(PostgresServer.SUPERUSER, "SELECT pg_terminate_backend(%s)".formatted(pid));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static String value(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                var row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
