package dev.lifeboat.cli;

import static dev.lifeboat.cli.Errors.assertFails;
import static dev.lifeboat.cli.Program.lifeboat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.lifeboat.testing.PostgresPrograms;
import dev.lifeboat.testing.PostgresServer;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** What somebody gets wrong at night, and the one error that each is told by. */
@TestInstance(Lifecycle.PER_CLASS)
class BadInputTest {
    private static final String ID = "20261122T020000Z-full";

    private final PostgresServer server =
            PostgresServer.shared(PostgresPrograms.majorsAtHand().first());
    private final String database = PostgresServer.freshName("source");
    private Path folder = Path.of("");
    private Shop shop = new Shop(folder);

    @BeforeAll
    void backUp(@TempDir Path temporary) throws SQLException {
        folder = temporary;
        shop = Shop.in(folder);
        server.createDatabase(database);
        server.execute(database, "CREATE TABLE t (id int)");
        assertThat(shop.run("backup", to(database), "--at=2026-11-22T02:00:00Z").exitCode())
                .isZero();
    }

    private String to(String target) {
        return "--database=" + server.uri(target);
    }

    private Program.Run restore(Program program, String... more) {
        String[] all = Stream.concat(Stream.of("restore", "latest", "--create", to("nowhere")), Stream.of(more))
                .toArray(String[]::new);
        return program.run(all);
    }

    @Test
    void noKey() {
        assertFails(restore(shop.program()), 4, """
                error [LB-206]: no private key is given, and only a recipient's opens a backup: nothing was done
                    hint: give --key FILE or set LIFEBOAT_KEY: recipient.secret.asc, which init made and which lies offline
                """);
    }

    @Test
    void theWrongKey() {
        Program.Run run = restore(shop.program(), "--key=" + shop.secret("owner"));
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.err())
                .startsWith("error [LB-207]: data secret of backup " + ID + " is encrypted to key ")
                .contains(
                        ", and no private key given opens it: it was not read\n    hint: give the private key of one of them; see what a key"
                                + " ring holds with: gpg --list-secret-keys --with-subkey-fingerprint; for a recipient who was added"
                                + " later, somebody who can open it runs: lifeboat keys rewrap " + ID + "\n");
    }

    @Test
    void theWrongPassphrase() {
        assertFails(
                restore(shop.program().with("LIFEBOAT_PASSPHRASE", "wrong"), "--key=" + shop.secret("recipient")),
                4,
                """
                error [LB-208]: private key file %s is not opened by the passphrase given: its key cannot be used
                    hint: give the passphrase that was set when the key was made; try it with: gpg --import
                """.formatted(shop.secret("recipient")));
    }

    @Test
    void aPassphraseMistypedThreeTimes() {
        Program.Run run = restore(
                lifeboat()
                        .with(
                                "LIFEBOAT_CONFIG",
                                shop.keys().resolve("lifeboat.conf").toString())
                        .answering("one", "two", "three"),
                "--key=" + shop.secret("recipient"));
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.err()).startsWith("error [LB-208]: ");
    }

    @Test
    void aKeyFileThatIsNotThere() {
        assertFails(restore(shop.program(), "--key=/no/such/key"), 5, """
                error [LB-604]: private key file /no/such/key cannot be read: there is no such file or folder: nothing was done
                    hint: check its name and its permissions
                """);
    }

    @Test
    void aStoreThatIsNotMounted() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertFails(shop.run("list", "--store=" + empty), 6, """
                error [LB-101]: store %s is not there (no file .lifeboat-store): nothing is read or written
                    hint: mount the disk or share that holds it, or, for a new store, run: lifeboat init --store %s
                """.formatted(empty, empty));
    }

    @Test
    void aSourceThatIsNotThere() {
        assertFails(shop.run("list", "--source=shap"), 5, """
                error [LB-122]: there is no source shap in %s: nothing was done
                    hint: check the names of store and source; a new source is made with: lifeboat init
                """.formatted(shop.store()));
    }

    @Test
    void noOwner() {
        assertFails(lifeboat().run("list", "--store=" + shop.store(), "--source=shop"), 2, """
                error [LB-601]: 'lifeboat list' needs --owner: nothing was done
                    hint: give --owner FINGERPRINT, or set LIFEBOAT_OWNER, or write 'owner = ...' into the configuration file; \
                init printed it, and so does: gpg --show-keys owner.public.asc
                """);
    }

    @Test
    void anotherOwner() {
        Program.Run run = shop.run("list", "--owner=" + "0".repeat(40));
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err())
                .startsWith("error [LB-202]: trust file shop/trust/000001.json.asc is owned by key ")
                .contains(", not by the pinned owner " + "0".repeat(40) + ": it is not used\n");
    }

    @Test
    void anotherCatalogAndAnOlderTrustFile() {
        assertThat(shop.run("list", "--catalog=" + "0".repeat(32)).err())
                .startsWith("error [LB-112]: trust file shop/trust/000001.json.asc belongs to catalog ");
        assertFails(shop.run("list", "--trust-version=2"), 3, """
                error [LB-204]: newest trust file of source shop in %s is version 1, at least version 2 is required: this store \
                may have been rolled back
                    hint: copy the missing trust files back from another copy of this store
                """.formatted(shop.store()));
        assertThat(shop.run("list", "--catalog=shop").err())
                .startsWith(
                        "error [LB-601]: catalog 'shop' is not an identifier of 32 hexadecimal digits: nothing was done\n");
        assertThat(shop.run("list", "--trust-version=0").err())
                .startsWith("error [LB-601]: trust version 0 is not between 1 and 999999: nothing was done\n");
    }

    @Test
    void aBackupThatIsNotThere() {
        assertFails(shop.run("show", "2025"), 5, """
                error [LB-120]: there is no backup '2025' of source shop in %s: nothing was done
                    hint: see the backups with: lifeboat list
                """.formatted(shop.store()));
    }

    @Test
    void aBeginningOfSeveralBackups() throws SQLException {
        String other = server.createFreshDatabase("other");
        assertThat(shop.run("backup", to(other), "--at=2024-01-01T02:00:00Z").exitCode())
                .isZero();
        assertThat(shop.run("backup", to(other), "--at=2024-01-02T02:00:00Z").exitCode())
                .isZero();
        assertFails(shop.run("show", "202401"), 2, """
                error [LB-121]: '202401' begins the identifiers of 2 backups, 20240101T020000Z-full the first of them: none was chosen
                    hint: give more of the identifier; see them with: lifeboat list
                """);
    }

    @Test
    void aTargetOfAnotherEncoding() throws SQLException {
        String ascii = PostgresServer.freshName("ascii");
        server.createDatabase(ascii, "TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE 'C'");
        assertFails(shop.runWithKey("restore", "latest", to(ascii)), 5, """
                error [LB-405]: database "%s" has encoding SQL_ASCII, the backup has UTF8: nothing was restored
                    hint: have the database made as it was with --create, or create it with that encoding
                """.formatted(ascii));
    }

    @Test
    void aTargetThatIsNotEmpty() {
        assertFails(shop.runWithKey("restore", "latest", to(database)), 5, """
                error [LB-402]: database "%s" is not empty, it holds relation public.t: nothing was restored
                    hint: restore into a new database with --create, or add to this one with --into-existing
                """.formatted(database));
    }

    @Test
    void aTargetThatExists() {
        assertFails(shop.runWithKey("restore", "latest", "--create", to(database)), 5, """
                error [LB-406]: database "%s" exists already, so --create cannot make it: nothing was restored
                    hint: name another database, or drop this one, or restore without --create if it is empty
                """.formatted(database));
    }

    @Test
    void aTargetThatDoesNotExist() {
        assertFails(shop.runWithKey("restore", "latest", to("nowhere")), 5, """
                error [LB-507]: database 'nowhere' does not exist on 127.0.0.1:%d: nothing can be read from it or written to it
                    hint: correct the database's name in the connection URI, or PGDATABASE
                """.formatted(server.port()));
    }

    @Test
    void aTableThatIsNotInTheBackup() {
        assertFails(shop.runWithKey("restore", "latest", "--create", to("nowhere"), "--table=public.u"), 5, """
                error [LB-404]: table 'public.u' was not found, the backup does not hold it: nothing was written
                    hint: see the names with: lifeboat show BACKUP; write a table as SCHEMA.TABLE
                """);
    }

    @Test
    void rolesThatAreMissingOnTheTarget() throws SQLException {
        PostgresServer other = PostgresServer.of(server.major()).start();
        try (other) {
            server.execute("postgres", "DROP ROLE IF EXISTS clerk", "CREATE ROLE clerk");
            String owned = server.createFreshDatabase("owned");
            server.execute(owned, "CREATE TABLE t (id int)", "ALTER TABLE t OWNER TO clerk");
            assertThat(shop.run("backup", to(owned), "--at=2026-11-23T02:00:00Z")
                            .exitCode())
                    .isZero();
            assertFails(
                    shop.runWithKey("restore", "20261123", "--create", "--database=" + other.uri("nowhere")), 5, """
                    error [LB-403]: one role that the backup names is missing on the target: "clerk": nothing was restored
                        hint: create them, as in: lifeboat export BACKUP --globals --key FILE --to roles.sql, and psql \
                    --file roles.sql postgres; or restore without owners and privileges: --no-owner --no-privileges
                    """);
            assertThat(other.values("postgres", "SELECT datname FROM pg_database"))
                    .doesNotContain("nowhere");
            assertThat(shop.runWithKey(
                                    "restore",
                                    "20261123",
                                    "--create",
                                    "--no-owner",
                                    "--no-privileges",
                                    "--database=" + other.uri("nowhere"))
                            .exitCode())
                    .isZero();
        }
    }

    @Test
    void aServerThatCannotBeReached() {
        assertFails(shop.run("backup", "--database=postgresql://backup@127.0.0.1:1/shop"), 6, """
                error [LB-501]: no connection to 127.0.0.1:1: the connection was refused: its databases can be neither read nor written
                    hint: check that the server runs, its host and port, and the firewall or security group between
                """);
    }

    @Test
    void theWrongPassword() {
        try (PostgresServer guarded =
                PostgresServer.of(server.major()).withPassword("the right one").start()) {
            Program.Run run = shop.program()
                    .with("PGPASSWORD", "a wrong one")
                    .run("backup", "--database=" + guarded.uri("postgres"));
            assertFails(run, 4, """
                    error [LB-502]: login as 'postgres' to database 'postgres' on 127.0.0.1:%d was refused: password authentication failed for user "postgres": the database can be neither read nor written
                        hint: give the password by PGPASSWORD or ~/.pgpass, and check the user, sslmode and the server's pg_hba.conf
                    """.formatted(guarded.port()));
        }
    }

    @Test
    void nothingThatSaysWhichDatabase() {
        assertFails(shop.run("backup"), 2, """
                error [LB-601]: nothing says which database is meant: nothing was done
                    hint: give --database URI, such as postgresql://backup@db.example.org/shop, or set LIFEBOAT_DATABASE, or \
                PGHOST and PGDATABASE
                """);
    }

    @Test
    void noSigningKeyOrTheKeyOfAnotherRole() throws IOException {
        Path conf = Files.writeString(
                folder.resolve("without-key.conf"),
                Files.readString(shop.keys().resolve("lifeboat.conf")).replace("backup.signing-key", "# signing-key"));
        assertFails(shop.run("backup", to(database), "--config=" + conf), 2, """
                error [LB-601]: 'lifeboat backup' needs --signing-key: nothing was done
                    hint: give --signing-key FILE or set LIFEBOAT_SIGNING_KEY: backup.secret.asc, which init made
                """);
        Program.Run run = shop.run("backup", to(database), "--signing-key=" + shop.secret("prove"));
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.err())
                .startsWith("error [LB-207]: signing key ")
                .contains(
                        " may not sign as backup or operator now: nobody would believe what it signs, so nothing was done\n");
    }

    @Test
    void clientProgramsThatAreMissing() {
        PostgresServer newest = newestWithoutPrograms();
        Program withoutPrograms = shop.program().with("PATH", "/nonexistent").with("LIFEBOAT_POSTGRES_PROGRAMS", "");
        Program.Run run = withoutPrograms.run("backup", "--database=" + newest.uri("postgres"));
        assertThat(run.exitCode()).isEqualTo(5);
        assertThat(run.err())
                .startsWith(
                        "error [LB-504]: pg_dump, pg_dumpall, pg_restore and psql of PostgreSQL 18 or later are needed,"
                                + " found here: ")
                .endsWith(
                        "; without them schemas are neither dumped nor restored\n    hint: apt-get install postgresql-client-18, or name the folder that has them in"
                                + " LIFEBOAT_POSTGRES_PROGRAMS\n");
        assertThat(shop.run("list").out()).doesNotContain("\n2025");
    }

    @Test
    void clientProgramsThatAreMissingForTheRestoreLeaveNoDatabase() throws SQLException {
        PostgresServer newest = newestWithoutPrograms();
        Program.Run run = shop.program()
                .with("PATH", "/nonexistent")
                .with("LIFEBOAT_POSTGRES_PROGRAMS", "")
                .with("LIFEBOAT_KEY", shop.secret("recipient").toString())
                .run("restore", ID, "--create", "--database=" + newest.uri("nowhere"));
        assertThat(run.exitCode()).isEqualTo(5);
        assertThat(run.err()).startsWith("error [LB-504]: ");
        assertThat(newest.values("postgres", "SELECT datname FROM pg_database")).doesNotContain("nowhere");
    }

    /** Programs in the usual folders are found whatever the PATH, so where they are there is nothing to test. */
    private static PostgresServer newestWithoutPrograms() {
        int newest = PostgresPrograms.majors().getLast();
        assumeThat(Path.of("/usr/lib/postgresql/" + newest)).doesNotExist();
        return PostgresServer.shared(newest);
    }

    @Test
    void aFolderThatCannotBeWritten() {
        assertThat(lifeboat()
                        .with("LIFEBOAT_PASSPHRASE", Shop.PASSPHRASE)
                        .run("init", "--store=/sys/lifeboat", "--source=shop", "--keys=" + folder.resolve("unused"))
                        .err())
                .matches("error \\[LB-10[16]]: store /sys/lifeboat .*: it does not become a store\n    hint: .*\n");
        assertThat(folder.resolve("unused")).doesNotExist();
    }

    @Test
    void aResultThatCannotBeWritten() throws IOException {
        assertFails(intoFullDisk("backup", to(database), "--at=2026-11-20T02:00:00Z"), 6, """
                error [LB-607]: standard output cannot be written (No space left on device): the result is incomplete, but \
                backup 20261120T020000Z-full is made
                    hint: make room or write elsewhere; what was done need not be repeated
                """);
        String incomplete = """
                error [LB-607]: standard output cannot be written (No space left on device): the result is incomplete
                    hint: make room or write elsewhere, and repeat the command
                """;
        assertFails(intoFullDisk("list"), 6, incomplete);
        assertFails(intoFullDisk("list", "--output=json"), 6, incomplete);
        assertFails(intoFullDisk("verify", ID, "--output=json"), 6, incomplete);
        assertThat(shop.result("list")).contains("20261120T020000Z-full");
    }

    private Program.Run intoFullDisk(String... arguments) throws IOException {
        try (FileOutputStream full = new FileOutputStream("/dev/full")) {
            return shop.program().writingTo(full).run(arguments);
        }
    }

    @Test
    void numbersAndWordsThatAreOutOfRange() {
        assertFails(shop.run("backup", to(database), "--at=yesterday"), 2, """
                error [LB-601]: --at 'yesterday' is not an instant in whole seconds: nothing was done
                    hint: write it in UTC as in 2026-11-22T02:00:00Z
                """);
        assertThat(shop.run("backup", to(database), "--at=2026-11-22T02:00:00.5Z")
                        .err())
                .startsWith(
                        "error [LB-601]: --at '2026-11-22T02:00:00.5Z' is not an instant in whole seconds: nothing was done\n");
        assertThat(shop.run("backup", to(database), "--at=1999-11-22T02:00:00Z").err())
                .startsWith(
                        "error [LB-601]: --at '1999-11-22T02:00:00Z' is not in the years 2000 to 9999: nothing was done\n");
        assertFails(shop.run("backup", to(database), "--at=9998-11-22T02:00:00Z"), 2, """
                error [LB-601]: --at '9998-11-22T02:00:00Z' is more than 24 hours ahead: latest would never choose that backup, so none was made
                    hint: correct --at, or this machine's clock
                """);
        assertFails(shop.run("backup", to(database), "--omit=things"), 2, """
                error [LB-601]: --omit 'things' names nothing that may be left out: nothing was done
                    hint: one of: foreign-rows, unlogged-rows, subscriptions
                """);
        assertFails(shop.run("backup", to(database), "--jobs=0"), 2, """
                error [LB-601]: --jobs 0 is not between 1 and 128: nothing was done
                    hint: see lifeboat backup --help
                """);
        assertFails(shop.run("verify", ""), 2, """
                error [LB-601]: '' names no backup: none was chosen
                    hint: give an identifier, the beginning of one, or latest; see them with: lifeboat list
                """);
        assertThat(shop.run("restore", "latest", "--jobs=0").err())
                .startsWith("error [LB-601]: --jobs 0 is not between 1 and 128: nothing was done\n");
    }

    @Test
    void whatCannotBeBackedUpIsLeftOutOnlyWhenAskedFor() throws SQLException {
        String foreign = server.createFreshDatabase("foreign");
        server.execute(
                foreign,
                "CREATE FOREIGN DATA WRAPPER nobody",
                "CREATE SERVER elsewhere FOREIGN DATA WRAPPER nobody",
                "CREATE FOREIGN TABLE remote (id int) SERVER elsewhere");
        assertFails(shop.run("backup", to(foreign), "--at=2026-11-24T02:00:00Z"), 5, """
                error [LB-304]: rows of foreign tables live in another system, here "public"."remote": no backup was made, \
                for it would not be complete
                    hint: to leave them out and have every listing say so: --omit foreign-rows
                """);
        assertThat(shop.run("backup", to(foreign), "--at=2026-11-24T02:00:00Z", "--omit=foreign-rows")
                        .out())
                .contains("  left out    2 things");
        assertThat(shop.result("show", "20261124"))
                .contains("  not in it   foreign-rows of \"public\".\"remote\" (rows of foreign tables live in another"
                        + " system)\n");
    }
}
