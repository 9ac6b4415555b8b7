package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.PostgresPrograms;
import dev.lifeboat.testing.PostgresServer;
import dev.lifeboat.testing.aws.Fault;
import dev.lifeboat.testing.aws.FaultyProxy;
import dev.lifeboat.testing.aws.SentRequest;
import dev.lifeboat.testing.aws.TestAws;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a bucket's policy may forbid, by the requests of everything from init to restore: to overwrite, and to delete. */
class S3ConditionalWritesTest {
    private static final String OBJECTS = "PUT [^?]*";
    private static final String COMPLETIONS = "POST .*uploadId=.*";
    private static final String ABORT = "DELETE .*\\?uploadId=.*";

    private final TestAws aws = TestAws.shared();
    private final PostgresServer server =
            PostgresServer.shared(PostgresPrograms.majorsAtHand().first());
    private final FaultyProxy proxy = FaultyProxy.before(aws.endpoint());
    private String database = "";

    @TempDir
    private Path folder;

    /** Enough noise for an object in parts. */
    @BeforeEach
    void fill() throws SQLException {
        database = server.createFreshDatabase("conditional");
        server.execute(
                database,
                "CREATE UNLOGGED TABLE noise AS SELECT n, (SELECT string_agg(decode(md5((n * 1000 + k)::text), 'hex'), '')"
                        + " FROM generate_series(1, 1000) k) AS text FROM generate_series(1, 700) n");
    }

    @AfterEach
    void stopProxy() {
        proxy.close();
    }

    @Test
    void nothingIsOverwrittenAndNothingDeletedButUploadsOfOnesOwn() {
        S3Shop shop = S3Shop.in(folder, aws.newVersionedBucket(), proxy.endpoint());
        String prove = "--signing-key=" + shop.secret("prove");
        shop.succeed("backup", "--database=" + server.uri(database));
        shop.succeed("verify", "latest", "--record", prove);
        shop.succeed(
                "restore",
                "latest",
                "--create",
                "--database=" + server.uri(PostgresServer.freshName("back")),
                "--record",
                prove);
        assertThat(proxy.count("DELETE .*")).isZero();

        proxy.next(Integer.MAX_VALUE, "PUT .*partNumber=1.*", Fault.answering(403, "AccessDenied"));
        assertThat(shop.configured()
                        .run("backup", "--database=" + server.uri(database))
                        .err())
                .startsWith("error [LB-106]: ");
        assertThat(proxy.requests("DELETE .*"))
                .isNotEmpty()
                .extracting(SentRequest::line)
                .allMatch(line -> line.matches(ABORT));
        assertConditional(OBJECTS);
        assertConditional(COMPLETIONS);
    }

    private void assertConditional(String kind) {
        assertThat(proxy.requests(kind))
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request.header("If-None-Match"))
                        .as(request.line())
                        .isEqualTo(Optional.of("*")));
    }
}
