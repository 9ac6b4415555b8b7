package dev.lifeboat.cli;

import static dev.lifeboat.cli.Errors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.PostgresPrograms;
import dev.lifeboat.testing.PostgresServer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(Lifecycle.PER_CLASS)
class ExportCommandTest {
    private static final String ODD = """
            CREATE TABLE odd (id int PRIMARY KEY, "a ""name"", so" text, more text);
            INSERT INTO odd VALUES (1, 'plain', NULL), (2, '', 'a,b'), (3, E'two\\nlines\\r\\n', 'say "so"'),
              (4, E'back\\\\slash\\ttab\\b\\f\\v', '\\N'), (5, 'füñf', repeat('long, ', 50000)),
              (6, E'\\\\.', repeat('"', 70000))""";

    private final PostgresServer server =
            PostgresServer.shared(PostgresPrograms.majorsAtHand().first());
    private final String database = PostgresServer.freshName("odd");
    private Path folder = Path.of("");
    private Shop shop = new Shop(folder);

    @BeforeAll
    void backUp(@TempDir Path temporary) throws SQLException {
        folder = temporary;
        shop = Shop.in(folder);
        server.createDatabase(database);
        server.execute(
                database,
                ODD,
                "CREATE TABLE one (x text)",
                "INSERT INTO one VALUES (''), (NULL), (E'\\\\.')",
                "CREATE TABLE nothing (id int, name text)",
                "CREATE TABLE parts (id int, name text, kind text) PARTITION BY LIST (kind)",
                "CREATE TABLE parts_a PARTITION OF parts FOR VALUES IN ('a')",
                "CREATE TABLE parts_b (kind text, name text, id int)",
                "ALTER TABLE parts ATTACH PARTITION parts_b FOR VALUES IN ('b')",
                "INSERT INTO parts VALUES (1, 'first', 'a'), (2, E'sec\\tond', 'b'), (3, NULL, 'b')");
        Program.Run run = shop.run("backup", "--database=" + server.uri(database));
        assertThat(run.exitCode()).isZero();
    }

    private String copyOut(String table, String options) {
        return dev.lifeboat.testing.Program.at(PostgresPrograms.psqlFor(server.major()), "--no-psqlrc")
                .with("--dbname=" + server.uri(database), "--quiet")
                .with("--command=\\copy %s to stdout %s".formatted(table, options))
                .succeed()
                .text();
    }

    @Test
    void copyTextIsWhatTheServerWrites() {
        assertThat(shop.result("export", "latest", "--table=public.odd")).isEqualTo(copyOut("odd", ""));
        assertThat(shop.result("export", "latest", "--table=one")).isEqualTo(copyOut("one", ""));
        assertThat(shop.result("export", "latest", "--table=nothing")).isEmpty();
    }

    @Test
    void aNameMayBeGivenAsItIsOrQuotedAsInSql() {
        for (String name : new String[] {"one", "public.one", "\"one\"", "public.\"one\"", "\"public\".\"one\""}) {
            assertThat(shop.result("export", "latest", "--table=" + name)).isEqualTo(copyOut("one", ""));
        }
    }

    @Test
    void csvIsWhatTheServerWritesButForItsLineEnds() {
        assertThat(shop.result("export", "latest", "--table=nothing", "--format=csv"))
                .isEqualTo("id,name\r\n");
        assertThat(shop.result("export", "latest", "--table=one", "--format=csv"))
                .isEqualTo("x\r\n\"\"\r\n\r\n\"\\.\"\r\n");
        String ours = shop.result("export", "latest", "--table=odd", "--format=csv");
        assertThat(ours.replaceAll("\r\n(?=[0-9],|$)", "\n").replace("more\r\n", "more\n"))
                .isEqualTo(copyOut("odd", "(format csv, header)"));
    }

    @Test
    void csvLoadsAsTheSameRows() throws Exception {
        Path csv = folder.resolve("odd.csv");
        assertThat(shop.result("export", "latest", "--table=odd", "--format=csv", "--to=" + csv))
                .isEqualTo(
                        "Exported 6 rows of odd from backup %s, encoding UTF8, columns: \"id\", \"a \"\"name\"\", so\", \"more\"\n"
                                .formatted(id()));
        server.execute(database, "CREATE TABLE again (LIKE odd)");
        dev.lifeboat.testing.Program.at(PostgresPrograms.psqlFor(server.major()), "--no-psqlrc")
                .with("--dbname=" + server.uri(database), "--quiet")
                .with("--command=\\copy again from '%s' (format csv, header)".formatted(csv))
                .succeed();

        assertThat(server.value(database, "SELECT count(*) FROM odd o JOIN again a ON o IS NOT DISTINCT FROM a"))
                .isEqualTo("6");
    }

    private String id() {
        return shop.run("list", "--output=json").out().replaceFirst("(?s).*?\"id\" : \"([^\"]+)\".*", "$1");
    }

    @Test
    void partitionsComeTogetherWithTheirColumnsInOneOrder() {
        assertThat(shop.result("export", "latest", "--table=public.parts").lines())
                .containsExactlyInAnyOrder("1\tfirst\ta", "2\tsec\\tond\tb", "3\t\\N\tb");
    }

    @Test
    void theColumnsAreNamedBesideTheRows() {
        Program.Run run = shop.program()
                .with("LIFEBOAT_QUIET", "no")
                .with("LIFEBOAT_KEY", shop.secret("recipient").toString())
                .run("export", "latest", "--table=parts_b");

        assertThat(run.err())
                .isEqualTo(
                        "Exported 2 rows of parts_b from backup %s, encoding UTF8, columns: \"id\", \"name\", \"kind\"\n"
                                .formatted(id()));
    }

    @Test
    void rolesAndSchemaAreForPostgresOwnPrograms() throws Exception {
        assertThat(shop.result("export", "latest", "--globals")).contains("CREATE ROLE postgres;");
        Path archive = folder.resolve("schema.pgdump");
        assertThat(shop.result("export", "latest", "--schema-archive", "--to=" + archive, "--output=json"))
                .contains("\"what\" : \"schema archive\"");
        PostgresPrograms programs = PostgresPrograms.required(server.major());
        assertThat(dev.lifeboat.testing.Program.at(programs.pgRestore(), "--list", archive.toString())
                        .succeed()
                        .text())
                .contains("TABLE public odd postgres");
    }

    @Test
    void theArchiveDoesNotGoToATerminal() {
        Program.Run run = shop.program()
                .writingToATerminal()
                .with("LIFEBOAT_KEY", shop.secret("recipient").toString())
                .run("export", "latest", "--schema-archive");

        assertFails(run, 2, """
                error [LB-601]: the schema archive is no text, and standard output is a terminal: nothing was done
                    hint: write it to a file with --to FILE, or into: | pg_restore --list
                """);
    }

    @Test
    void onlyOneThingIsExportedAtATime() {
        String error = """
                error [LB-601]: 'lifeboat export' needs one of --table, --globals and --schema-archive: nothing was done
                    hint: see lifeboat export --help
                """;
        assertFails(shop.runWithKey("export", "latest"), 2, error);
        assertFails(shop.runWithKey("export", "latest", "--globals", "--table=odd"), 2, error);
    }

    @Test
    void aTableThatIsNotThereIsAnError() {
        assertFails(shop.runWithKey("export", "latest", "--table=shop.odd"), 5, """
                error [LB-404]: table 'shop.odd' was not found, the backup does not hold it, but public.odd: nothing was written
                    hint: see the names with: lifeboat show BACKUP; write a table as SCHEMA.TABLE
                """);
    }

    @Test
    void jsonNeedsAFileForTheRows() {
        assertThat(shop.runWithKey("export", "latest", "--table=odd", "--output=json")
                        .err())
                .isEqualTo("""
                        error [LB-601]: the export and --output json would both go to standard output: nothing was done
                            hint: write the export to a file with --to FILE
                        """);
    }

    @Test
    void damageLeavesNoFileAndABadWordForWhatWasWritten() throws Exception {
        Path elsewhere = Files.createDirectory(folder.resolve("damaged"));
        Shop other = Shop.in(elsewhere);
        server.execute(
                database,
                "DROP TABLE IF EXISTS random",
                "CREATE TABLE random AS SELECT random() FROM generate_series(1, 100000)");
        assertThat(other.run("backup", "--database=" + server.uri(database)).exitCode())
                .isZero();
        Path object = other.stored(".copy.zst.pgp").getFirst();
        byte[] stored = Files.readAllBytes(object);
        stored[stored.length - 100] ^= 1;
        Files.write(object, stored);

        Path file = elsewhere.resolve("random.csv");
        Program.Run run = other.runWithKey("export", "latest", "--table=random", "--to=" + file);
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(elsewhere)
                .isDirectoryNotContaining(
                        found -> found.getFileName().toString().startsWith("random"));

        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Program.Run streamed = other.program()
                .writingTo(out)
                .with("LIFEBOAT_KEY", other.secret("recipient").toString())
                .run("export", "latest", "--table=random");
        assertThat(streamed.exitCode()).isEqualTo(3);
        assertThat(out.size()).isPositive();
        assertThat(streamed.err())
                .contains("; the %d bytes that were written must not be used\n".formatted(out.size()));
        assertThat(out.toString(StandardCharsets.UTF_8)).isNotEmpty();
    }

    @Test
    void noFileIsOverwritten() throws Exception {
        Path file = Files.writeString(folder.resolve("mine.csv"), "mine");

        assertFails(shop.runWithKey("export", "latest", "--table=odd", "--to=" + file), 5, """
                error [LB-604]: file %s cannot be written: it exists already: nothing was exported
                    hint: name another with --to
                """.formatted(file));
        assertThat(file).hasContent("mine");
    }
}
