package dev.lifeboat.postgres.sql;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs statements and turns rows into values. */
public final class Sql {
    /** How many rows of a query are in memory at once where autocommit is off. */
    public static final int ROWS_AT_ONCE = 1000;

    private Sql() {}

    /** Turns the current row into a value. */
    @FunctionalInterface
    public interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    /** Does something with the current row. */
    @FunctionalInterface
    public interface EachRow {
        void accept(ResultSet row) throws SQLException;
    }

    /** Runs one statement or several, separated by semicolons, for their effect. */
    public static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** All rows of a query. */
    public static <T> List<T> list(Connection connection, String sql, Row<T> row, Object... parameters)
            throws SQLException {
        List<T> values = new ArrayList<>();
        each(connection, sql, current -> values.add(row.of(current)), parameters);
        return values;
    }

    /** The one row of a query. */
    public static <T> T one(Connection connection, String sql, Row<T> row, Object... parameters) throws SQLException {
        List<T> values = list(connection, sql, row, parameters);
        if (values.size() != 1) {
            throw new SQLException("a query that gives one row gave " + values.size(), "21000");
        }
        return values.getFirst();
    }

    /** Goes through the rows of a query; few are in memory at once where autocommit is off. */
    public static void each(Connection connection, String sql, EachRow action, Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(ROWS_AT_ONCE);
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    action.accept(rows);
                }
            }
        }
    }

    /** A column of text that may be null. */
    public static Optional<String> text(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    /** A column of numbers that may be null. */
    public static Optional<Long> number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }

    /** A column of bigint[]; null is an empty list. */
    public static List<Long> numbers(ResultSet row, String column) throws SQLException {
        @Nullable Array array = row.getArray(column);
        return array == null ? List.of() : List.of((Long[]) array.getArray());
    }

    /** A column of text[]; null is an empty list. */
    public static List<String> texts(ResultSet row, String column) throws SQLException {
        @Nullable Array array = row.getArray(column);
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }
}
