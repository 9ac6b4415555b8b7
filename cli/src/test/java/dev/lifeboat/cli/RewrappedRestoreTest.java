package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.PostgresPrograms;
import dev.lifeboat.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real database, its backup, and a recipient who comes after it, with the commands that a person gives. */
class RewrappedRestoreTest {
    @TempDir
    private Path folder;

    private final PostgresServer server =
            PostgresServer.shared(PostgresPrograms.majorsAtHand().getLast());

    private String succeeds(Program program, String... arguments) {
        Program.Run run = program.run(arguments);
        assertThat(run.err()).doesNotContain("error");
        assertThat(run.exitCode()).isZero();
        return run.out();
    }

    @Test
    void whoWasAddedAfterTheBackupRestoresIt() throws SQLException, IOException {
        String database = server.createFreshDatabase("older");
        server.execute(database, "CREATE TABLE t AS SELECT generate_series(1, 100) AS id");
        Shop shop = Shop.in(Files.createDirectory(folder.resolve("shop")));
        Shop colleague = Shop.in(Files.createDirectory(folder.resolve("colleague")));
        String owner = "--owner-key=" + shop.secret("owner");
        succeeds(shop.program().with("LIFEBOAT_DATABASE", server.uri(database)), "backup");

        assertThat(succeeds(
                        shop.program(),
                        "keys",
                        "add-recipient",
                        "--certificate=" + colleague.keys().resolve("recipient.public.asc"),
                        owner))
                .endsWith("It opens older ones after: lifeboat keys rewrap --all\n");
        succeeds(shop.program(), "keys", "add", "--role=operator", "--keys=" + folder.resolve("more"), owner);
        assertThat(restore(shop, colleague).exitCode()).isEqualTo(4);
        assertThat(succeeds(
                        shop.program(),
                        "keys",
                        "rewrap",
                        "latest",
                        "--key=" + shop.secret("recipient"),
                        "--signing-key=" + folder.resolve("more/operator.secret.asc")))
                .endsWith("Rewrapped: 1 of 1 backup.\n");

        Program.Run restored = restore(shop, colleague);
        assertThat(restored.err()).doesNotContain("error");
        assertThat(restored.out()).contains("100 rows", "each row proven");
    }

    private Program.Run restore(Shop shop, Shop colleague) {
        return shop.program()
                .with("LIFEBOAT_DATABASE", server.uri(PostgresServer.freshName("restored")))
                .with("LIFEBOAT_KEY", colleague.secret("recipient").toString())
                .run("restore", "latest", "--create");
    }
}
