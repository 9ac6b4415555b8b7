package dev.lifeboat.cli;

import static dev.lifeboat.cli.Errors.assertFails;
import static dev.lifeboat.cli.Program.lifeboat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.lifeboat.crypto.KeyGeneration;
import dev.lifeboat.testing.PostgresPrograms;
import dev.lifeboat.testing.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Backup, list, show, restore and the proof, on a real server, from one backup that all tests here read. */
@TestInstance(Lifecycle.PER_CLASS)
class RoundTripTest {
    private static final String ID = "20261122T020000Z-full";

    private final PostgresServer server =
            PostgresServer.shared(PostgresPrograms.majorsAtHand().first());
    private final String database = PostgresServer.freshName("sold");
    private Path folder = Path.of("");
    private Shop shop = new Shop(folder);
    private Program.Run first = new Program.Run(1, "", "");

    @BeforeAll
    void backUp(@TempDir Path temporary) throws SQLException {
        folder = temporary;
        shop = Shop.in(folder);
        server.createDatabase(database);
        server.execute(
                database,
                "CREATE SCHEMA shop",
                "CREATE TABLE shop.customers (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text)",
                "INSERT INTO shop.customers (name) SELECT 'customer ' || n FROM generate_series(1, 500) n",
                "CREATE TABLE shop.orders (id int PRIMARY KEY, customer int REFERENCES shop.customers)",
                "INSERT INTO shop.orders SELECT n, n % 500 + 1 FROM generate_series(1, 1000) n",
                "CREATE TABLE notes (note text)",
                "INSERT INTO notes VALUES ('only one')");
        first = shop.run("backup", "--database=" + server.uri(database), "--at=2026-11-22T02:00:00Z");
    }

    private String to(String target) {
        return "--database=" + server.uri(target);
    }

    @Test
    void aBackupSaysWhatItHolds() {
        assertThat(first.err()).isEmpty();
        assertThat(first.exitCode()).isZero();
        assertThat(first.out())
                .startsWith("Backup " + ID + " is made.\n  rows as of  ")
                .contains("  tables      3\n", "  rows        1,501\n")
                .contains("  left out    1 thing; lifeboat show names it\n");
    }

    @Test
    void aTrustFileThatWasTakenAwayKeepsABackupFromBeingMade() throws Exception {
        Shop other = Shop.in(Files.createDirectory(folder.resolve("set-back")));
        String operator = "--keys=" + folder.resolve("operator");
        assertThat(other.run("keys", "add", "--role=operator", operator, "--owner-key=" + other.secret("owner"))
                        .err())
                .isEmpty();
        assertThat(other.run("backup", to(database), "--at=2026-11-22T02:00:00Z")
                        .err())
                .isEmpty();
        Files.delete(other.stored("trust/000002.json.asc").getFirst());
        assertFails(other.run("backup", to(database), "--at=2026-11-23T02:00:00Z"), 3, """
                error [LB-204]: backup 20261122T020000Z-full was made under version 2 of the trust file, the newest here is 1: it is not used, and no backup was made
                    hint: bring the missing trust files back from another copy of this store
                """);
    }

    @Test
    void theSameBackupAgainIsASuccessThatSaysSo() {
        Program.Run again = shop.run("backup", to(database), "--at=2026-11-22T02:00:00Z");

        assertThat(again.exitCode()).isZero();
        assertThat(again.out()).startsWith("Backup " + ID + " was made before, by another run; this one made none.\n");
        assertThat(shop.run("backup", to(database), "--at=2026-11-22T02:00:00Z", "--output=json")
                        .out())
                .contains("\"outcome\" : \"made before\"", "\"id\" : \"" + ID + "\"");
        assertThat(again.err())
                .isEqualTo("warning: backup " + ID
                        + " was made by another run, and whether of this database was not looked at: --catalog-key FILE"
                        + " tells\n");
        String catalogKey = "--catalog-key=" + shop.secret("catalog");
        assertThat(shop.run("backup", to(database), "--at=2026-11-22T02:00:00Z", catalogKey)
                        .err())
                .isEmpty();
    }

    @Test
    void theSameInstantOfAnotherDatabaseIsAFailureWhereTheCatalogKeyTellsIt() {
        assertFails(
                shop.run(
                        "backup",
                        to("postgres"),
                        "--at=2026-11-22T02:00:00Z",
                        "--catalog-key=" + shop.secret("catalog")),
                7,
                """
                error [LB-104]: backup 20261122T020000Z-full was made before, and is of database "%s": database "postgres" was not backed up
                    hint: make a source for each database: lifeboat init
                """.formatted(database));
    }

    @Test
    void listNeedsNoKey() {
        assertThat(shop.run("list").out())
                .startsWith("backup                 rows as of  ")
                .contains("\n" + ID + "  ", "  full  manual       3  1,501  ", "  1 thing\n");
        assertThat(shop.run("list", "--output=json").out())
                .contains("\"id\" : \"" + ID + "\"", "\"tiers\" : [", "\"refused\" : [ ]");
    }

    @Test
    void showNamesNothingWithoutAKeyAndEverythingWithTheCatalogKey() {
        assertThat(shop.run("show", "latest").out())
                .contains("The names of its tables need a key")
                .doesNotContain("customers");
        assertThat(shop.run("show", "2026", "--key=" + shop.secret("catalog")).out())
                .contains("  database    " + database + " of postgres, encoding UTF8\n")
                .contains("  not in it   role-passwords of all roles (passwords of roles were not asked for)\n")
                .contains("shop.customers    500  ", "shop.orders     1,000  ", "public.notes        1  ");
    }

    @Test
    void aKeyIsProvenBeforeItIsNeeded() {
        assertThat(shop.result("keys", "check"))
                .isEqualTo("The key opens backup " + ID + ": its rows, and its index of 3 tables.\n");
        Program.Run catalog = shop.run("keys", "check", "--key=" + shop.secret("catalog"));
        assertThat(catalog.exitCode()).isEqualTo(4);
        assertThat(catalog.out()).isEqualTo("The key opens the index of backup " + ID + ", but not its rows.\n");
        Program.Run owner = shop.run("keys", "check", "--key=" + shop.secret("owner"));
        assertThat(owner.exitCode()).isEqualTo(4);
        assertThat(owner.err()).startsWith("error [LB-207]: ").contains("no private key given opens it");
    }

    @Test
    void everythingComesBackIntoADatabaseOfItsOwnWithTheProof() throws SQLException {
        String target = PostgresServer.freshName("back");
        String proof = shop.result("restore", "latest", "--create", to(target));

        assertThat(proof)
                .startsWith("table           rows stored  rows restored  fingerprint of the restored       proof\n")
                .containsPattern("\nshop\\.customers          500            500  [0-9a-f]{32}  same rows\n")
                .contains("not in the backup: role-passwords of all roles")
                .contains("Database " + target + " holds backup " + ID + ", as of ")
                .contains(": 3 tables, 1,501 rows and 1 sequence, each row proven, in ");
        assertThat(server.value(target, "SELECT count(*) FROM shop.orders")).isEqualTo("1000");
        assertThat(server.value(target, "INSERT INTO shop.customers (name) VALUES ('next') RETURNING id"))
                .isEqualTo("501");
    }

    @Test
    void theProofComesInJson() {
        String json = shop.result("restore", ID, "--create", to(PostgresServer.freshName("back")), "--output=json");

        assertThat(json)
                .contains("\"command\" : \"restore\"", "\"proven\" : true", "\"name\" : \"customers\"")
                .containsPattern("\"restored\" : \\{\\s+\"rows\" : 500,\\s+\"fingerprint\" : \"[0-9a-f]{32}\"");
    }

    @Test
    void aDryRunWritesNothing() throws SQLException {
        String target = PostgresServer.freshName("never");
        String plan = shop.result("restore", "latest", "--create", "--dry-run", to(target));

        assertThat(plan)
                .startsWith("Backup " + ID + " into database " + target + "\n  rows as of  ")
                .contains("\n  taken of    database " + database + "\n")
                .contains("  writes      3 tables, 1,501 rows, ", "  takes       about ")
                .endsWith("Nothing was written.\n");
        assertThat(server.values("postgres", "SELECT datname FROM pg_database")).doesNotContain(target);
    }

    @Test
    void theEstimateIsSaidFirstUnlessQuiet() {
        Program.Run run = shop.program()
                .with("LIFEBOAT_QUIET", "false")
                .with("LIFEBOAT_KEY", shop.secret("recipient").toString())
                .run("restore", "latest", "--create", to(PostgresServer.freshName("back")));

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).startsWith("Backup " + ID + " into database ").contains("  reads       ");
    }

    @Test
    void oneTableComesBackBesideOthers() throws SQLException {
        String target = server.createFreshDatabase("holds");
        server.execute(target, "CREATE TABLE other (x int)");

        assertThat(shop.runWithKey("restore", "latest", "--table=shop.customers", to(target))
                        .err())
                .isEqualTo("""
                        error [LB-402]: database "%s" is not empty, it holds relation public.other: nothing was restored
                            hint: restore into a new database with --create, or add to this one with --into-existing
                        """.formatted(target));
        assertThat(shop.result("restore", "latest", "--table=shop.customers", "--into-existing", to(target)))
                .contains("Database " + target + " holds 1 table of backup " + ID + ", as of ")
                .contains(": 500 rows and 1 sequence, each row proven");
        assertFails(
                shop.runWithKey("restore", "latest", "--table=shop.customers", "--into-existing", to(target)),
                5,
                """
                error [LB-402]: database "%s" has a table "shop"."customers" already: nothing was restored
                    hint: rename or drop that table, or restore into another database
                """.formatted(target));
        assertThat(server.value(target, "SELECT count(*) FROM shop.customers")).isEqualTo("500");
    }

    @Test
    void oneSchemaComesBackAlone() throws SQLException {
        String target = PostgresServer.freshName("part");

        assertThat(shop.result("restore", "latest", "--create", "--schema=shop", to(target)))
                .contains("Database " + target + " holds 2 tables of backup " + ID + ", as of ")
                .contains(": 1,500 rows and 1 sequence, each row proven");
        assertThat(server.value(target, "SELECT to_regclass('public.notes')")).isNull();
    }

    @Test
    void schemaComesBackWithAllThatNeedsNothingOutside() throws Exception {
        String source = server.createFreshDatabase("schema");
        server.execute(
                source,
                "CREATE SCHEMA a",
                "CREATE SCHEMA b",
                "CREATE TABLE a.t (x int)",
                "CREATE TABLE b.elsewhere (x int)",
                "CREATE VIEW a.v AS SELECT x FROM a.t",
                "CREATE VIEW a.outside AS SELECT x FROM b.elsewhere",
                "COMMENT ON VIEW a.outside IS 'goes with it'",
                "CREATE FUNCTION a.f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "GRANT USAGE ON SCHEMA a TO PUBLIC");
        Shop other = Shop.in(Files.createDirectory(folder.resolve("schema")));
        assertThat(other.run("backup", to(source)).err()).isEmpty();
        String target = PostgresServer.freshName("schema_back");
        String left = "left out, it needs a table that is not restored: view a outside postgres";

        assertThat(other.result("restore", "latest", "--create", "--schema=a", "--dry-run", to(target)))
                .contains("  not in it   " + left + "\n");
        assertThat(other.result("restore", "latest", "--create", "--schema=a", to(target))
                        .lines()
                        .filter(line -> line.startsWith("left out")))
                .containsExactly(left);
        assertThat(server.value(target, "SELECT a.f() + (SELECT count(*) FROM a.v)"))
                .isEqualTo("1");
        assertThat(other.runWithKey("restore", "latest", "--create", "--schema=c", to(target + "2"))
                        .err())
                .isEqualTo("""
                        error [LB-404]: schema 'c' was not found, the backup holds nothing in it: nothing was written
                            hint: see the names with: lifeboat show BACKUP; write a table as SCHEMA.TABLE
                        """);
    }

    @Test
    void anotherDatabaseInTheSamePlaceIsAWarning() throws Exception {
        Shop other = Shop.in(Files.createDirectory(folder.resolve("two")));
        String first = server.createFreshDatabase("first");
        String second = server.createFreshDatabase("second");
        String key = "--catalog-key=" + other.keys().resolve("catalog.secret.asc");
        assertThat(other.run("backup", to(first), "--at=2020-01-01T00:00:00Z", key)
                        .err())
                .isEmpty();
        assertThat(other.run("backup", to(first), "--at=2020-01-02T00:00:00Z", key)
                        .err())
                .isEmpty();
        assertThat(other.run("backup", to(second), "--at=2020-01-03T00:00:00Z").err())
                .isEmpty();
        Program.Run run = other.run("backup", to(first), "--at=2020-01-04T00:00:00Z", key);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).endsWith("\n  database    " + first + "\n");
        assertThat(run.err())
                .matches(("warning: backup 20200104T000000Z-full is of database \"%s\" \\(OID \\d+ of system \\d+\\),"
                                + " but 20200103T000000Z-full before it is of database \"%s\" \\(OID \\d+ of system \\d+\\): a source"
                                + " is one database; unless that one was moved or upgraded, make another source for this one\n")
                        .formatted(first, second));
        assertThat(other.run("list", key).out()).startsWith("The newest is of database " + first + ".\nbackup ");
        assertThat(other.run("list", key, "--output=json").out()).contains("\"database\" : \"" + first + "\"");
    }

    @Test
    void rowsThatAreNotWhatWasStoredFailWithTheTableNamed() throws SQLException {
        String source = server.createFreshDatabase("eroding");
        server.execute(
                source,
                "CREATE TABLE kept AS SELECT generate_series(1, 10) AS id",
                "CREATE MATERIALIZED VIEW counted AS SELECT count(*) FROM kept",
                "CREATE FUNCTION lose() RETURNS event_trigger LANGUAGE plpgsql"
                        + " AS 'BEGIN DELETE FROM public.kept WHERE id = 1; END'",
                "CREATE EVENT TRIGGER eroding ON ddl_command_end WHEN TAG IN ('REFRESH MATERIALIZED VIEW')"
                        + " EXECUTE FUNCTION lose()");
        Path elsewhere = folder.resolve("eroding");
        assertThat(elsewhere.toFile().mkdir()).isTrue();
        Shop other = Shop.in(elsewhere);
        assertThat(other.run("backup", to(source)).err()).isEmpty();

        String target = PostgresServer.freshName("eroded");
        Program.Run run = other.runWithKey("restore", "latest", "--create", "--jobs=1", to(target));
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.out())
                .containsPattern("public\\.kept +10 +9  [0-9a-f]{32}  DIFFERENT\n")
                .endsWith("Database " + target + " is NOT what was stored.\n");
        assertThat(run.err()).isEqualTo("""
                error [LB-401]: rows of "public"."kept" (9 rows, 10 stored) are not those that were stored: do not use them; database "%s" holds part of the backup at most
                    hint: look for triggers, rules or another writer on the target, and repeat the command; before it is restored again, drop database "%s"
                """.formatted(target, target));
    }

    @Test
    void whatSomebodyShouldLookAfterIsAWarning() throws Exception {
        Path elsewhere = Files.createDirectory(folder.resolve("expiring"));
        Path certificate = elsewhere.resolve("reader.asc");
        Instant made = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(60);
        Files.writeString(
                certificate,
                new KeyGeneration("reader", made, Optional.of(Duration.ofDays(30)))
                        .recipient(new char[0])
                        .certificate()
                        .armored());
        Shop other = new Shop(elsewhere);
        Program.Run init = lifeboat()
                .with("LIFEBOAT_PASSPHRASE", Shop.PASSPHRASE)
                .run(
                        "init",
                        "--store=" + other.store(),
                        "--source=shop",
                        "--keys=" + other.keys(),
                        "--recipient-certificate=" + certificate);
        assertThat(init.err()).isEmpty();
        Program.Run run = other.run("backup", to(database), "--output=json");

        String warning =
                " expires on %s, and no backup can be made after that; extend it, and publish it with: lifeboat"
                        .formatted(made.plus(Duration.ofDays(30)));
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).startsWith("warning: recipient key ").contains(warning);
        assertThat(run.out()).contains("\"warnings\" : [", warning);
    }

    @Test
    void aBackupByNewerProgramsThanTheServersIsAWarning() throws SQLException {
        assumeThat(PostgresPrograms.majorsAtHand()).doesNotContain(16).contains(17);
        PostgresServer older = PostgresServer.shared(16);
        String name = older.createFreshDatabase("older");
        Program.Run run = shop.run("backup", "--database=" + older.uri(name), "--at=2020-01-01T00:00:00Z");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err())
                .startsWith("warning: pg_dump 17")
                .endsWith(" is newer than the server (16): the schema may not restore into a server as old as that one;"
                        + " install postgresql-client-16\n");
    }

    @Test
    void aManifestThatIsNotBelievedIsShownAndFails() throws Exception {
        Path elsewhere = folder.resolve("refused");
        assertThat(elsewhere.toFile().mkdir()).isTrue();
        Shop other = Shop.in(elsewhere);
        assertThat(other.run("backup", to(database), "--at=2026-11-22T02:00:00Z")
                        .err())
                .isEmpty();
        assertThat(other.run("backup", to(database), "--at=2026-11-23T02:00:00Z")
                        .err())
                .isEmpty();
        Path manifest = other.stored("20261122T020000Z-full.json.asc").getLast();
        String changed = Files.readString(manifest).replace("\"rows\" : 1501", "\"rows\" : 1500");
        Files.writeString(manifest, changed);

        Program.Run run = other.run("list");
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.out())
                .contains("\n20261123T020000Z-full  ")
                .contains("\nnot to be used         code    why\n20261122T020000Z-full  LB-201  ");
        assertThat(run.err()).startsWith("error [LB-201]: ");
        assertThat(other.run("list", "--output=json").out()).contains("\"code\" : \"LB-201\"");
        assertThat(other.run("show", "20261122").exitCode()).isEqualTo(3);
    }
}
