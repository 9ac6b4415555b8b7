package dev.lifeboat.postgres.fault;

import dev.lifeboat.postgres.sql.Database;
import dev.lifeboat.postgres.sql.Disconnect;
import dev.lifeboat.postgres.sql.SessionDatabase;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;
import org.postgresql.core.BaseConnection;

/**
 * A database whose every connection, statement (the session's settings too), commit, rollback, savepoint and piece of a COPY
 * is a numbered call, from 1, and can fail. Calls are numbered over all connections.
 */
final class FaultyDatabase implements Database {
    /** How a call fails. */
    enum Fault {
        /** The server refuses the statement and goes on. */
        REFUSED,
        /** The connection is gone. */
        CUT
    }

    private final Database database;
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final long failing;
    private final Fault fault;

    private FaultyDatabase(Database database, long failing, Fault fault) {
        this.database = database;
        this.failing = failing;
        this.fault = fault;
    }

    static FaultyDatabase counting(Database database) {
        return failingAtCall(database, Long.MAX_VALUE, Fault.REFUSED);
    }

    static FaultyDatabase failingAtCall(Database database, long number, Fault fault) {
        return new FaultyDatabase(database, number, fault);
    }

    /** Every call so far, in order, such as {@code executeQuery SELECT 1}. */
    List<String> history() {
        return List.copyOf(calls);
    }

    /** The same counting, for connections to somewhere else. */
    Database to(Database other) {
        return () -> connect(other);
    }

    @Override
    public Connection connect() throws SQLException {
        return connect(database);
    }

    private Connection connect(Database to) throws SQLException {
        if (isNext("connect")) {
            throw new SQLException("refused, as the test asked", fault == Fault.CUT ? "08001" : "XX000");
        }
        return SessionDatabase.withSettings(new Session(to.connect()).connection());
    }

    private synchronized boolean isNext(String call) {
        calls.add(call);
        return calls.size() == failing;
    }

    /** One connection and all that was made of it. */
    private final class Session {
        private final Connection real;

        Session(Connection real) {
            this.real = real;
        }

        private void call(String what) throws SQLException {
            if (isNext(what)) {
                if (fault == Fault.CUT) {
                    Disconnect.now(real);
                    throw new SQLException("the connection was cut, as the test asked", "08006");
                }
                throw new SQLException("refused, as the test asked", "XX000");
            }
        }

        Connection connection() {
            return proxy(Connection.class, (method, arguments) -> switch (method.getName()) {
                case "createStatement" -> statement(Statement.class, (Statement) invoke(real, method, arguments), "");
                case "prepareStatement" ->
                    statement(
                            PreparedStatement.class,
                            (PreparedStatement) invoke(real, method, arguments),
                            String.valueOf(arguments[0]));
                case "commit", "rollback", "setSavepoint" -> {
                    call(method.getName());
                    yield invoke(real, method, arguments);
                }
                case "unwrap" -> arguments[0] == PGConnection.class ? pgConnection() : invoke(real, method, arguments);
                default -> invoke(real, method, arguments);
            });
        }

        private <T extends Statement> T statement(Class<T> type, @Nullable T of, String sql) {
            return proxy(type, (method, arguments) -> {
                if (method.getName().startsWith("execute")) {
                    call("%s %s".formatted(method.getName(), arguments.length > 0 ? arguments[0] : sql));
                }
                return invoke(of, method, arguments);
            });
        }

        private PGConnection pgConnection() throws SQLException {
            PGConnection of = real.unwrap(PGConnection.class);
            CopyManager copies = new Copies(real.unwrap(BaseConnection.class));
            return proxy(
                    PGConnection.class,
                    (method, arguments) ->
                            method.getName().equals("getCopyAPI") ? copies : invoke(of, method, arguments));
        }

        private final class Copies extends CopyManager {
            Copies(BaseConnection connection) throws SQLException {
                super(connection);
            }

            @Override
            public CopyOut copyOut(String sql) throws SQLException {
                call("copyOut " + sql);
                return pieces(CopyOut.class, super.copyOut(sql));
            }

            @Override
            public CopyIn copyIn(String sql) throws SQLException {
                call("copyIn " + sql);
                return pieces(CopyIn.class, super.copyIn(sql));
            }

            private <T> T pieces(Class<T> type, T of) {
                return proxy(type, (method, arguments) -> {
                    call(method.getName());
                    return invoke(of, method, arguments);
                });
            }
        }
    }

    @FunctionalInterface
    private interface Handler {
        @Nullable
        Object handle(Method method, @Nullable Object[] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Handler handler) {
        return type.cast(Proxy.newProxyInstance(
                FaultyDatabase.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> handler.handle(method, arguments == null ? new Object[0] : arguments)));
    }

    private static @Nullable Object invoke(@Nullable Object target, Method method, @Nullable Object[] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
