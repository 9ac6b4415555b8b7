package dev.lifeboat.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.PostgresPrograms;
import dev.lifeboat.testing.PostgresServer;
import dev.lifeboat.testing.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command that a document shows does what is shown of it, in the order of the document. */
class DocumentsLauncherTest {
    private static final Path LAUNCHER = Document.ROOT.resolve("lifeboat");
    private static final String PASSPHRASE = "a passphrase for tests";
    private static final int MAJOR = PostgresPrograms.majorsAtHand().first();
    /** At the beginning of a line that is set as code. */
    private static final Pattern COMMAND =
            Pattern.compile("(?m)^ *(\\$ )?(\\./)?(lifeboat|make|psql|createdb|pg_dump|pg_restore|gpg|export) .*");

    private static final String[] SHOP = {
        "CREATE SCHEMA auth",
        "CREATE TABLE auth.users (id int PRIMARY KEY, name text NOT NULL)",
        "INSERT INTO auth.users SELECT n, 'name ' || n FROM generate_series(1, 5000) n",
        "CREATE TABLE public.orders (id int PRIMARY KEY, \"user\" int CONSTRAINT orders_user_fkey REFERENCES auth.users"
                + " ON DELETE CASCADE, total numeric)",
        "INSERT INTO public.orders SELECT n, n % 5000 + 1, n FROM generate_series(1, 20000) n",
    };

    @TempDir
    private Path folder;

    private final PostgresServer server = PostgresServer.of(MAJOR).start();
    private final PostgresServer other = PostgresServer.of(MAJOR).start();

    @BeforeEach
    void fill() throws SQLException, IOException {
        server.execute("postgres", "CREATE ROLE admin LOGIN SUPERUSER", "CREATE ROLE backup LOGIN SUPERUSER");
        other.execute("postgres", "CREATE ROLE admin LOGIN SUPERUSER");
        server.createDatabase("shop");
        server.execute("shop", SHOP);
        Files.createDirectory(folder.resolve("bin"));
        Files.createSymbolicLink(folder.resolve("bin/lifeboat"), LAUNCHER);
        Files.createSymbolicLink(folder.resolve("lifeboat"), LAUNCHER);
    }

    @AfterEach
    void stop() {
        server.close();
        other.close();
    }

    private Path keys() {
        return folder.resolve("lifeboat-keys");
    }

    private Walk walk(String document) {
        return new Walk(new Document(document), folder)
                .example("db.example.com", server.host() + ":" + server.port())
                .example("new.example.com", other.host() + ":" + other.port())
                .example("/srv/backups", folder.resolve("backups").toString())
                .env("LIFEBOAT_PASSPHRASE", PASSPHRASE)
                .env("HOME", folder.toString())
                .env(
                        "PATH",
                        folder.resolve("bin") + ":"
                                + PostgresPrograms.required(MAJOR).folder() + ":" + System.getenv("PATH"));
    }

    private Program.Result lifeboat(String... arguments) {
        return Program.at(LAUNCHER, arguments)
                .env("LIFEBOAT_PASSPHRASE", PASSPHRASE)
                .succeed();
    }

    /** What the runbook begins with: a source, its keys, and the backup of a night. */
    private String backUp() {
        String init = lifeboat("init", "--store=" + folder.resolve("backups"), "--source=shop", "--keys=" + keys())
                .text();
        lifeboat(
                "backup",
                "--config=" + keys().resolve("lifeboat.conf"),
                "--database=" + server.uri("shop"),
                "--at=2026-11-22T02:00:00Z");
        return init.replaceAll("(?s).*owner +([0-9A-F ]+)\n.*", "$1").replace(" ", "");
    }

    @Test
    void theReadmeIsTrue() throws IOException {
        walk("README.md")
                .skipping("make build", "what it builds is what is tested here")
                .skipping("make image", "it needs a container engine")
                .skipping("sam build", "the module deployment runs it")
                .skipping("sam deploy --guided", "it needs an account of AWS; the module deployment deploys the same")
                .run(folder);
    }

    @Test
    void theReferenceOfCommandsIsTrue() throws IOException {
        backUp();
        walk("docs/cli.md").run(keys());
    }

    @Test
    void theRunbookIsTrue() throws IOException {
        String owner = backUp();
        String shop = server.uri("shop");
        String object = folder.resolve("backups") + "/shop/backups/20261122*/data/0000/000001.copy.zst.pgp";
        for (String name : List.of("open.sh", "restore.sh", "large-objects.sql")) {
            Files.writeString(keys().resolve(name), named(name));
        }
        Files.writeString(keys().resolve("passphrase.txt"), PASSPHRASE + "\n");
        walk("docs/runbook.md")
                .example("50B639585A435EF675BA63C71EA1549AF53DFA94", owner)
                .example("OLDFINGERPRINT", "$OLDFINGERPRINT")
                .before("--table auth.users --into-existing", "psql -c 'DROP TABLE auth.users CASCADE' " + shop)
                .before("createdb --maintenance-db", "psql -c 'DELETE FROM auth.users WHERE id <= 21' " + shop)
                .before("keys unpaper", "mv recipient.secret.asc lost; cp recipient.paper.txt typed.txt")
                .before("lifeboat keys check latest", "export LIFEBOAT_PASSPHRASE=another")
                .before("--certificate colleague.public.asc", """
                        lifeboat init --store=../other --source=other --keys=colleague
                        for half in secret public; do mv colleague/recipient.$half.asc colleague.$half.asc; done
                        """)
                .before("newer-keys/recipient.public.asc", """
                        export LIFEBOAT_PASSPHRASE='%s'
                        OLDFINGERPRINT=$(gpg --show-keys --with-colons recipient.public.asc | awk -F: '/^fpr/ { print $10; exit }')
                        """.formatted(PASSPHRASE))
                .before("lifeboat verify 20261122 --key", """
                        cp -a %1$s undamaged
                        printf damaged | dd of=$(echo %1$s) bs=1 seek=1000 conv=notrunc
                        """.formatted(object))
                .before("bash open.sh", "cp -a undamaged " + object)
                .run(keys());
    }

    /** The block of the runbook that begins with a comment of that name. */
    private static String named(String file) throws IOException {
        return new Document("docs/runbook.md")
                .blocks().stream()
                        .map(Document.Block::text)
                        .filter(text -> text.contains(file + ": "))
                        .findFirst()
                        .orElseThrow();
    }

    @Test
    void commandsStandNowhereElse() throws IOException {
        for (Document document : Document.all()) {
            assertThat(document.unchecked())
                    .as("%s: commands that no test runs; put them into a block of sh", document.name())
                    .doesNotContainPattern(COMMAND);
        }
    }
}
