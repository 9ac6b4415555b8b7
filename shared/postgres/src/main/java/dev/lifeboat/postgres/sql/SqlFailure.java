package dev.lifeboat.postgres.sql;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What may be told of a failed statement. A server's message can quote the row at fault (PostgreSQL documentation, appendix
 * A: classes 22, 23 and user-raised errors), so its text is passed on only for classes that speak of the server itself.
 */
public final class SqlFailure {
    private static final Set<String> SPEAK_OF_THE_SERVER = Set.of(
            "01", "03", "08", "0A", "0B", "25", "26", "28", "3D", "3F", "40", "42", "53", "54", "55", "57", "58", "72",
            "F0");
    private static final Set<String> PRIVILEGE = Set.of("42501");
    private static final String UNKNOWN_OBJECT = "42704";
    private static final Set<String> LOST = Set.of("57P01", "57P02", "57P03");

    private SqlFailure() {}

    /**
     * The error for a failed statement.
     *
     * @param subject what was being done: {@code copying table "shop"."orders"}
     * @param consequence what follows: {@code no backup was made}
     */
    public static LifeboatException of(SQLException failure, String subject, String consequence) {
        return of(
                failure,
                subject,
                consequence,
                "look at the server's own log for the statement, mend the cause, and repeat the command");
    }

    /** The error for a failed statement, with what to do about it unless a privilege is missing. */
    public static LifeboatException of(SQLException failure, String subject, String consequence, String hint) {
        if (PRIVILEGE.contains(state(failure))) {
            return new LifeboatException(
                    ErrorCode.PRIVILEGE_MISSING,
                    "%s was refused, %s: %s".formatted(subject, describe(failure), consequence),
                    PrivilegeHint.of(String.valueOf(failure.getMessage()))
                            .orElse("connect as a superuser, or as a role with pg_read_all_data and BYPASSRLS"),
                    withoutData(failure));
        }
        if (isMissingRole(failure)) {
            return new LifeboatException(
                    ErrorCode.ROLES_MISSING,
                    "%s failed, %s: %s".formatted(subject, describe(failure), consequence),
                    "create the role, as in: lifeboat export BACKUP --globals --key FILE --to roles.sql, and psql --file roles.sql postgres; and restore again into a new database",
                    withoutData(failure));
        }
        return new LifeboatException(
                isLostConnection(failure) ? ErrorCode.SERVER_UNREACHABLE : ErrorCode.STATEMENT_FAILED,
                "%s failed, %s: %s".formatted(subject, describe(failure), consequence),
                hint,
                withoutData(failure));
    }

    private static boolean isMissingRole(SQLException failure) {
        return UNKNOWN_OBJECT.equals(state(failure))
                && String.valueOf(failure.getMessage()).contains("role \"");
    }

    /** Whether the connection is gone, so that another one might do better. */
    public static boolean isLostConnection(SQLException failure) {
        String state = state(failure);
        return state.startsWith("08") || LOST.contains(state);
    }

    /** SQLSTATE, or {@code 00000} where the driver gives none. */
    public static String state(SQLException failure) {
        String state = failure.getSQLState();
        return state == null ? "00000" : state;
    }

    /** SQLSTATE and whatever of the message can hold no data. */
    public static String describe(SQLException failure) {
        String state = state(failure);
        StringJoiner text = new StringJoiner(", ").add("SQLSTATE " + state);
        ServerErrorMessage server = failure instanceof PSQLException p ? p.getServerErrorMessage() : null;
        if (server == null) {
            return text.add(driverMessage(failure)).toString();
        }
        if (SPEAK_OF_THE_SERVER.contains(state.substring(0, 2)) && server.getMessage() != null) {
            text.add(server.getMessage());
        }
        name(text, "table", server.getTable());
        name(text, "column", server.getColumn());
        name(text, "constraint", server.getConstraint());
        return text.toString();
    }

    private static void name(StringJoiner text, String what, @Nullable String name) {
        if (name != null) {
            text.add("%s \"%s\"".formatted(what, name));
        }
    }

    private static String driverMessage(SQLException failure) {
        String message = failure.getMessage();
        return message == null
                ? failure.getClass().getSimpleName().toLowerCase(Locale.ROOT)
                : message.lines().findFirst().orElse("");
    }

    /** The stack of a failure without its message, so that no log can show what the server quoted. */
    private static Throwable withoutData(SQLException failure) {
        SQLException bare = new SQLException("SQLSTATE " + state(failure), failure.getSQLState());
        bare.setStackTrace(failure.getStackTrace());
        return bare;
    }
}
