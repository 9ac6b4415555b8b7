package dev.lifeboat.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.sql.SQLException;

class PostgresServerTest {
    @EveryMajor(programs = false)
    void startsTheMajorVersionAskedFor(int major) throws Exception {
        PostgresServer server = PostgresServer.shared(major);

        assertThat(server.value("postgres", "SHOW server_version")).startsWith(major + ".");
        assertThat(server.value("postgres", "SHOW wal_level")).isEqualTo("logical");
        assertThat(PostgresServer.shared(major)).isSameAs(server);
    }

    @EveryMajor(programs = false)
    void closingStopsAndRemovesIt(int major) throws Exception {
        PostgresServer server =
                PostgresServer.of(major).with("shared_buffers", "8MB").start();
        assertThat(server.value("postgres", "SHOW shared_buffers")).isEqualTo("8MB");

        server.close();

        assertThat(server.isRunning()).isFalse();
        assertThat(Files.exists(server.dataFolder().getParent())).isFalse();
        assertThatThrownBy(() -> server.connect("postgres")).isInstanceOf(SQLException.class);
    }

    @EveryMajor(programs = false)
    void keepsItsDataOverCrashAndRestart(int major) throws Exception {
        try (PostgresServer server = PostgresServer.of(major).start()) {
            server.execute("postgres", "CREATE TABLE t AS SELECT generate_series(1, 1000)");
            server.crash();
            assertThat(server.isRunning()).isFalse();
            server.startAgain();
            server.restart();

            assertThat(server.value("postgres", "SELECT count(*) FROM t")).isEqualTo("1000");
            assertThat(server.log()).contains("automatic recovery in progress");
        }
    }

    @EveryMajor(programs = false)
    void streamsToAStandbyThatCanBePromoted(int major) throws Exception {
        try (PostgresServer primary =
                PostgresServer.of(major).withPassword("a 'secret'").start()) {
            primary.execute("postgres", "CREATE TABLE t AS SELECT generate_series(1, 1000)");
            try (PostgresServer standby = primary.startStandby()) {
                primary.execute("postgres", "INSERT INTO t VALUES (1001)");
                standby.catchUpWith(primary);
                assertThat(standby.value("postgres", "SELECT pg_is_in_recovery()"))
                        .isEqualTo("t");
                assertThat(standby.value("postgres", "SELECT count(*) FROM t")).isEqualTo("1001");

                standby.promote();

                standby.execute("postgres", "INSERT INTO t VALUES (1002)");
            }
        }
    }

    @EveryMajor(programs = false)
    void refusesAWrongPassword(int major) throws Exception {
        try (PostgresServer server =
                PostgresServer.of(major).withPassword("right").start()) {
            assertThat(server.value("postgres", "SELECT 1")).isEqualTo("1");
            assertThatThrownBy(() -> server.connect("postgres", "postgres", "wrong"))
                    .hasMessageContaining("password authentication failed");
        }
    }

    @EveryMajor(programs = false)
    void makesDatabasesOfAnyName(int major) throws Exception {
        PostgresServer server = PostgresServer.shared(major);
        String name = "a \"b\" /c\\ %d ' ?&= é🚣";
        server.createDatabase(name, "TEMPLATE template0 ENCODING 'UTF8'");

        assertThat(server.value(name, "SELECT current_database()")).isEqualTo(name);
        assertThat(server.psql(name)
                        .with("-Atc", "SELECT current_database()")
                        .succeed()
                        .text())
                .isEqualTo(name + "\n");
        server.dropDatabase(name);
    }
}
