package dev.lifeboat.postgres.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.testing.EveryMajor;
import dev.lifeboat.testing.PostgresServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class ConnectionsTest {
    private static LifeboatException failure(String uri) {
        return catchThrowableOfType(LifeboatException.class, () -> Connections.open(Addresses.of(uri), "test"));
    }

    @EveryMajor(programs = false)
    void connectionCommitsByItselfAndBearsTheApplicationsName(int major) throws SQLException {
        PostgresServer server = PostgresServer.shared(major);
        try (Connection connection = Connections.open(Addresses.of(server, "postgres"), "lifeboat test");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT current_setting('application_name')")) {
            row.next();
            assertThat(row.getString(1)).isEqualTo("lifeboat test");
            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(Connections.majorVersion(connection)).isEqualTo(major);
        }
    }

    @EveryMajor(programs = false)
    void unknownDatabaseIsNamed(int major) {
        PostgresServer server = PostgresServer.shared(major);
        LifeboatException failure = failure(server.uri("nowhere"));
        assertThat(failure.toText()).isEqualTo("""
                error [LB-507]: database 'nowhere' does not exist on 127.0.0.1:%d: nothing can be read from it or written to it
                    hint: correct the database's name in the connection URI, or PGDATABASE""".formatted(server.port()));
    }

    @Test
    void wrongAndMissingPasswordsAreRefusedWithoutBeingShown() {
        try (PostgresServer server = PostgresServer.of(17).withPassword("right").start()) {
            String host = "127.0.0.1:" + server.port();
            assertThat(failure("postgresql://postgres:hunter2@%s/postgres".formatted(host))
                            .toText())
                    .isEqualTo("""
                    error [LB-502]: login as 'postgres' to database 'postgres' on %s was refused: password \
                    authentication failed for user "postgres": the database can be neither read nor written
                        hint: give the password by PGPASSWORD or ~/.pgpass, and check the user, sslmode and the \
                    server's pg_hba.conf""".formatted(host));
            LifeboatException missing = failure("postgresql://postgres@%s/postgres".formatted(host));
            assertThat(missing.code()).isEqualTo(ErrorCode.LOGIN_REFUSED);
            assertThat(missing)
                    .hasMessageEndingWith(
                            "was refused: the server asks for a password, and none is known: the database can be neither read nor written");
            assertThat(failure("postgresql://postgres:right@%s/postgres?sslmode=require".formatted(host)))
                    .hasMessage(
                            "no connection to %s: The server does not support SSL: its databases can be neither read nor written"
                                    .formatted(host));
        }
    }

    @Test
    void serverThatIsNotThereIsUnreachable() throws IOException {
        int port = freePort();
        LifeboatException refused = failure("postgresql://u:hunter2@127.0.0.1:%d/d".formatted(port));
        assertThat(refused.toText()).isEqualTo("""
                error [LB-501]: no connection to 127.0.0.1:%d: the connection was refused: its databases can be neither read nor written
                    hint: check that the server runs, its host and port, and the firewall or security group between""".formatted(port));
        assertThat(failure("postgresql://nowhere.invalid/d"))
                .hasMessage(
                        "no connection to nowhere.invalid:5432: its name is not known: its databases can be neither read nor written");
    }

    @Test
    void serverThatNeverAnswersIsUnreachableAfterTheTimeout() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            String uri =
                    "postgresql://127.0.0.1:%d/d?sslmode=disable&connect_timeout=1".formatted(silent.getLocalPort());
            LifeboatException failure = failure(uri);
            assertThat(failure.code()).isEqualTo(ErrorCode.SERVER_UNREACHABLE);
            assertThat(failure)
                    .hasMessage(
                            "no connection to 127.0.0.1:%d: it did not answer within 1 s: its databases can be neither read nor written"
                                    .formatted(silent.getLocalPort()));
        }
    }

    @Test
    void ofSeveralHostsTheFirstThatAnswersIsSettledOn() throws IOException, SQLException {
        PostgresServer server = PostgresServer.shared(17);
        DatabaseAddress several =
                Addresses.of("postgresql://postgres@127.0.0.1:%d,127.0.0.1:%d/postgres?target_session_attrs=read-write"
                        .formatted(freePort(), server.port()));
        DatabaseAddress settled = Connections.settle(several, "test");
        assertThat(settled.hosts()).containsExactly(new ServerHost("127.0.0.1", server.port()));
        try (Connection connection = Connections.open(settled, "test")) {
            assertThat(connection.isValid(5)).isTrue();
        }
    }

    @Test
    void serverOfAnotherKindIsNotTaken() throws SQLException {
        PostgresServer server = PostgresServer.shared(17);
        String uri = server.uri("postgres");
        assertThat(failure(uri + "?target_session_attrs=standby"))
                .hasMessage(
                        "the server at 127.0.0.1:%d is not of the kind asked for (target_session_attrs=standby): its databases are neither read nor written"
                                .formatted(server.port()));
        Connections.open(Addresses.of(uri + "?target_session_attrs=prefer-standby"), "test")
                .close();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}
