package dev.lifeboat.cli;

import static dev.lifeboat.cli.Errors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.PostgresPrograms;
import dev.lifeboat.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** A restore that fails on its way says what it leaves; who follows its hint can repeat it. */
@TestInstance(Lifecycle.PER_CLASS)
class FailedRestoreTest {
    private final PostgresServer server =
            PostgresServer.shared(PostgresPrograms.majorsAtHand().first());
    private Shop shop = new Shop(Path.of(""));
    private Path damaged = Path.of("");
    private byte[] sound = {};

    @BeforeAll
    void backUp(@TempDir Path folder) throws SQLException, IOException {
        shop = Shop.in(folder);
        String database = server.createFreshDatabase("sold");
        server.execute(
                database,
                "CREATE SEQUENCE numbers",
                "CREATE TABLE parted (id int DEFAULT nextval('numbers'), name text) PARTITION BY RANGE (id)",
                "CREATE TABLE low PARTITION OF parted FOR VALUES FROM (0) TO (1000)",
                "INSERT INTO parted (name) SELECT md5(n::text) FROM generate_series(1, 500) n");
        assertThat(shop.run("backup", to(database)).err()).isEmpty();
        damaged = shop.stored(".copy.zst.pgp").getFirst();
        sound = Files.readAllBytes(damaged);
    }

    private String to(String target) {
        return "--database=" + server.uri(target);
    }

    private void damage() throws IOException {
        byte[] turned = sound.clone();
        turned[turned.length / 2] ^= 1;
        write(turned);
    }

    private void write(byte[] bytes) throws IOException {
        Files.setPosixFilePermissions(damaged, PosixFilePermissions.fromString("rw-------"));
        Files.write(damaged, bytes);
    }

    private String failure(String... arguments) throws IOException {
        damage();
        try {
            Program.Run run = shop.runWithKey(arguments);
            assertThat(run.exitCode()).isEqualTo(3);
            return run.err();
        } finally {
            write(sound);
        }
    }

    @Test
    void aDatabaseThatTheRestoreMadeIsToBeDropped() throws Exception {
        String target = PostgresServer.freshName("made");
        assertThat(failure("restore", "latest", "--create", to(target)))
                .contains("; database \"%s\" holds part of the backup at most\n".formatted(target))
                .endsWith("; before it is restored again, drop database \"%s\"\n".formatted(target));
        server.dropDatabase(target);
        assertThat(shop.result("restore", "latest", "--create", to(target))).contains("each row proven");
    }

    @Test
    void aDatabaseThatWasEmptyIsToBeMadeAnew() throws Exception {
        String target = server.createFreshDatabase("empty");
        assertThat(failure("restore", "latest", to(target)))
                .contains("; database \"%s\" holds part of the backup at most\n".formatted(target))
                .endsWith("; before it is restored again, drop database \"%s\" and make it anew, empty\n"
                        .formatted(target));
        server.dropDatabase(target);
        server.createDatabase(target);
        assertThat(shop.result("restore", "latest", to(target))).contains("each row proven");
    }

    @Test
    void onlyItsOwnTablesAreToBeDroppedFromADatabaseInUse() throws Exception {
        String target = server.createFreshDatabase("in_use");
        server.execute(target, "CREATE TABLE precious AS SELECT 1 AS x");
        String drop = "DROP TABLE IF EXISTS \"public\".\"low\", \"public\".\"parted\";"
                + " DROP SEQUENCE IF EXISTS \"public\".\"numbers\"";
        String[] restore = {"restore", "latest", "--table=public.parted", "--into-existing", to(target)};
        assertThat(failure(restore))
                .startsWith("error [LB-102]: ")
                .contains("; database \"%s\" may hold some of the tables of this restore beside what it held before\n"
                        .formatted(target))
                .endsWith("; before it is restored again, drop these, and nothing else (%s)\n".formatted(drop));
        server.execute(target, drop.split("; ", -1));
        assertThat(shop.result(restore)).contains("each row proven");
        assertThat(server.value(target, "SELECT count(*) FROM precious")).isEqualTo("1");
    }

    @Test
    void aSequenceThatIsThereAlreadyIsNotToBeDroppedButRefusesTheRestore() throws Exception {
        String target = server.createFreshDatabase("in_use");
        server.execute(target, "CREATE SEQUENCE numbers");
        assertFails(
                shop.runWithKey("restore", "latest", "--table=public.parted", "--into-existing", to(target)),
                5,
                """
                error [LB-402]: database "%s" has a sequence "public"."numbers" already: nothing was restored
                    hint: rename or drop that sequence, or restore into another database
                """.formatted(target));
    }
}
