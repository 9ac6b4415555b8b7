package dev.lifeboat.postgres.connect;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/** Why a connection could not be made, in words for the person who has to mend it. */
final class ConnectFailure {
    private static final String TOO_MANY_CONNECTIONS = "53300";
    private static final String STARTING_OR_STOPPING = "57P03";

    private ConnectFailure() {}

    static LifeboatException explain(SQLException failure, DatabaseAddress address, ServerHost host) {
        String state = Optional.ofNullable(failure.getSQLState()).orElse("");
        if (state.equals("3D000")) {
            return new LifeboatException(
                    ErrorCode.DATABASE_UNKNOWN,
                    "database '%s' does not exist on %s: nothing can be read from it or written to it"
                            .formatted(address.database(), host),
                    "correct the database's name in the connection URI, or PGDATABASE",
                    failure);
        }
        if (state.startsWith("28") || state.equals("42501") || isUnansweredLogin(state, failure)) {
            return refused(failure, address, host);
        }
        return unreachable(failure, address, host);
    }

    /** The driver's own state for a password that the server wants and nobody gave; it has the same for TLS. */
    private static boolean isUnansweredLogin(String state, SQLException failure) {
        return state.equals("08004") && !mentionsTls(failure);
    }

    private static LifeboatException refused(SQLException failure, DatabaseAddress address, ServerHost host) {
        String seen = address.password(host) == null && "08004".equals(failure.getSQLState())
                ? "the server asks for a password, and none is known"
                : serverText(failure);
        return new LifeboatException(
                ErrorCode.LOGIN_REFUSED,
                "login as '%s' to database '%s' on %s was refused: %s: the database can be neither read nor written"
                        .formatted(address.user(), address.database(), host, seen),
                "give the password by PGPASSWORD or ~/.pgpass, and check the user, sslmode and the server's pg_hba.conf",
                failure);
    }

    private static LifeboatException unreachable(SQLException failure, DatabaseAddress address, ServerHost host) {
        return new LifeboatException(
                ErrorCode.SERVER_UNREACHABLE,
                "no connection to %s: %s: its databases can be neither read nor written"
                        .formatted(host, reason(failure, address)),
                unreachableHint(failure, address),
                failure);
    }

    private static String unreachableHint(SQLException failure, DatabaseAddress address) {
        if (mentionsTls(failure) || isNameMismatch(failure, address)) {
            return "check sslmode, sslrootcert, sslcert and sslkey against the server's certificate";
        }
        return switch (String.valueOf(failure.getSQLState())) {
            case TOO_MANY_CONNECTIONS ->
                "wait until others have disconnected, give fewer --jobs, or raise the limit: max_connections of the server,"
                        + " or CONNECTION LIMIT of the role or the database";
            case STARTING_OR_STOPPING -> "wait until the server accepts connections, and repeat the command";
            default -> "check that the server runs, its host and port, and the firewall or security group between";
        };
    }

    private static String reason(SQLException failure, DatabaseAddress address) {
        if (isNameMismatch(failure, address)) {
            return "the server's certificate is not made out to this host's name";
        }
        if (isTimeout(failure)) {
            return silence(address);
        }
        return causes(failure)
                .map(cause -> known(cause, address))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> serverText(failure));
    }

    private static Optional<String> known(Throwable cause, DatabaseAddress address) {
        return Optional.ofNullable(
                switch (cause) {
                    case UnknownHostException e -> "its name is not known";
                    case SocketTimeoutException e -> silence(address);
                    case ConnectException e -> "the connection was refused";
                    case SSLException e -> "TLS failed: " + e.getMessage();
                    case GeneralSecurityException e -> "TLS failed: " + e.getMessage();
                    default -> null;
                });
    }

    private static String silence(DatabaseAddress address) {
        return "it did not answer within %d s"
                .formatted(address.connectTimeout().toSeconds());
    }

    /** The driver's loginTimeout has this state, and neither a cause nor the server's words. */
    private static boolean isTimeout(SQLException failure) {
        return "08001".equals(failure.getSQLState()) && failure.getCause() == null;
    }

    private static boolean isNameMismatch(SQLException failure, DatabaseAddress address) {
        return address.tls().mode() == SslMode.VERIFY_FULL
                && "08006".equals(failure.getSQLState())
                && failure.getCause() == null;
    }

    private static boolean mentionsTls(SQLException failure) {
        return causes(failure)
                        .anyMatch(cause -> cause instanceof SSLException || cause instanceof GeneralSecurityException)
                || String.valueOf(failure.getMessage()).contains("SSL");
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.<@Nullable Throwable>iterate(failure, t -> t != null, t -> t == null ? null : t.getCause())
                .map(t -> t == null ? failure : t);
    }

    /** The server's own words where it spoke, without detail and context; the driver's otherwise. */
    private static String serverText(SQLException failure) {
        if (failure instanceof PSQLException said && said.getServerErrorMessage() != null) {
            return String.valueOf(said.getServerErrorMessage().getMessage());
        }
        return String.valueOf(failure.getMessage()).replaceFirst("[.]$", "");
    }
}
