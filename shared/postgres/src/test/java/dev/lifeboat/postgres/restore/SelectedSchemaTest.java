package dev.lifeboat.postgres.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.backup.Manifest;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.postgres.TestVault;
import dev.lifeboat.postgres.backup.BackupOptions;
import dev.lifeboat.postgres.backup.Omission;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.store.MemoryStore;
import dev.lifeboat.testing.FeatureDatabase;
import dev.lifeboat.testing.NormalizedDump;
import dev.lifeboat.testing.PostgresServer;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A schema that is restored alone is, to pg_dump, the schema that it was. */
@TestInstance(Lifecycle.PER_CLASS)
final class SelectedSchemaTest {
    private static final PostgresServer SERVER = PostgresServer.shared(17);

    private final TestVault vault = new TestVault(new MemoryStore());
    private String database = "";

    @SuppressWarnings("NullAway.Init")
    private Manifest manifest;

    @BeforeAll
    void backUp() throws SQLException {
        database = FeatureDatabase.EVERYTHING.create(SERVER);
        manifest = backup(database);
    }

    private Manifest backup(String from) {
        BackupOptions options = new BackupOptions(
                2,
                BackupOptions.DEFAULT.segmentBytes(),
                EnumSet.allOf(Omission.class),
                BackupOptions.DEFAULT.lockTimeout());
        return vault.backup(SERVER, from, options);
    }

    private static RestoreOptions only(boolean intoExisting, String... schemas) {
        return new RestoreOptions(
                2, new Selection(List.of(schemas), List.of()), true, true, false, false, intoExisting);
    }

    private static List<String> dump(String of, String schema) {
        return NormalizedDump.ofSchema(SERVER, of, schema).lines();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "access",
                "atlas",
                "code",
                "constraints",
                "extensions",
                "Extensions Elsewhere",
                "foreign_data",
                "names with space",
                "names new\nline",
                "names \"quoted\"",
                "names 救生艇",
                "Odd \"Names\"",
                "partitions",
                "public",
                "sequences",
                "tables",
                "types",
                "values",
                "views"
            })
    void isTheSameToPgDump(String schema) {
        String target = PostgresServer.freshName("schema");

        RestoreReport report = vault.restoreCreating(manifest, SERVER, target, only(false, schema));

        assertThat(report.mismatches()).isEmpty();
        // functions whose types need one another come in the order in which they were made
        assertThat(dump(target, schema)).containsExactlyInAnyOrderElementsOf(dump(database, schema));
    }

    @Test
    void partitionWhoseParentsAreElsewhereComesWithThem() throws SQLException {
        String target = PostgresServer.freshName("schema");
        assertThat(vault.restoreCreating(manifest, SERVER, target, only(false, "partitions_elsewhere"))
                        .mismatches())
                .isEmpty();
        assertThat(SERVER.value(target, "SELECT count(*) FROM partitions.event"))
                .isEqualTo(SERVER.value(database, "SELECT count(*) FROM partitions_elsewhere.event_2026_01_de_3"));
    }

    @Test
    void whatNeedsSomethingOutsideIsLeftOutByItselfAndNamedBeforeToo() throws SQLException {
        String source = SERVER.createFreshDatabase("outside");
        SERVER.execute(
                source,
                "CREATE SCHEMA a",
                "CREATE SCHEMA \"a b\"",
                "CREATE TABLE a.t (x int PRIMARY KEY)",
                "CREATE TABLE \"a b\".c (x int REFERENCES a.t)",
                "CREATE TYPE \"a b\".mood AS ENUM ('ok')",
                "CREATE FUNCTION a.f(m \"a b\".mood) RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "CREATE VIEW a.v AS SELECT x FROM \"a b\".c",
                "COMMENT ON VIEW a.v IS 'goes with it'",
                "CREATE MATERIALIZED VIEW a.m AS SELECT x FROM a.v",
                "CREATE INDEX ON a.m (x)",
                "ALTER TABLE a.t ADD FOREIGN KEY (x) REFERENCES a.t",
                "CREATE PUBLICATION p FOR TABLE a.t");
        Manifest backup = backup(source);
        String target = PostgresServer.freshName("schema");
        String[] leftOut = {
            "left out, it needs a table that is not restored: view a v postgres",
            "left out, it needs a table that is not restored: materialized view a m postgres",
            "left out, it needs a table that is not restored: fk constraint a b c c_x_fkey postgres",
            "left out, it needs a publication that is not restored: publication table a p t postgres"
        };

        PostgresRestore restore =
                PostgresRestore.prepare(vault.source(backup), TestVault.target(SERVER, target, true), only(false, "a"));

        assertThat(restore.estimate().leftOut()).contains(leftOut);
        assertThat(restore.run(Progress.none()).notes()).containsExactlyInAnyOrder(leftOut);
        assertThat(SERVER.values(
                        target,
                        "SELECT oid::regclass::text FROM pg_class WHERE relnamespace::regnamespace::text ~ '^.?a'"))
                .containsExactlyInAnyOrder("a.t", "a.t_pkey");
        assertThat(SERVER.value(target, "SELECT a.f('ok')")).isEqualTo("1");
    }

    @Test
    void schemaThatHoldsNoTableComesBack() throws SQLException {
        String source = SERVER.createFreshDatabase("tableless");
        SERVER.execute(
                source,
                "CREATE SCHEMA code",
                "CREATE SCHEMA nothing",
                "COMMENT ON SCHEMA nothing IS 'yet'",
                "CREATE FUNCTION code.f() RETURNS int LANGUAGE sql AS 'SELECT 1'");
        Manifest backup = backup(source);
        String target = PostgresServer.freshName("schema");
        vault.restoreCreating(backup, SERVER, target, only(false, "code", "nothing"));
        for (String schema : List.of("code", "nothing")) {
            assertThat(dump(target, schema)).isEqualTo(dump(source, schema));
        }
        assertThatThrownBy(() ->
                        vault.restoreCreating(backup, SERVER, PostgresServer.freshName("schema"), only(false, "cod")))
                .isInstanceOf(LifeboatException.class)
                .hasMessage("schema 'cod' was not found, the backup holds nothing in it: nothing was written");
    }

    @Test
    void schemaThatIsThereKeepsItsOwnAndNoNameMayClash() throws SQLException {
        String source = SERVER.createFreshDatabase("clash");
        SERVER.execute(
                source,
                "CREATE SCHEMA a",
                "CREATE TABLE a.t (x int PRIMARY KEY, y int GENERATED ALWAYS AS IDENTITY)",
                "CREATE INDEX by_y ON a.t (y)",
                "CREATE VIEW a.v AS SELECT x FROM a.t",
                "GRANT USAGE ON SCHEMA a TO PUBLIC",
                "COMMENT ON SCHEMA a IS 'theirs'");
        Manifest backup = backup(source);
        String target = SERVER.createFreshDatabase("holds");
        SERVER.execute(target, "CREATE SCHEMA a", "COMMENT ON SCHEMA a IS 'ours'");
        for (String[] clash : new String[][] {
            {"TABLE", "t", "a table \"a\".\"t\" already"},
            {"VIEW", "t", "a view \"a\".\"t\" already, a name that a table of the backup has"},
            {"TABLE", "by_y", "a table \"a\".\"by_y\" already, a name that an index of the backup has"},
            {"TABLE", "t_pkey", "a table \"a\".\"t_pkey\" already, a name that an index of the backup has"},
            {"TABLE", "t_y_seq", "a table \"a\".\"t_y_seq\" already, a name that a sequence of the backup has"},
            {"VIEW", "v", "a view \"a\".\"v\" already"}
        }) {
            SERVER.execute(target, "CREATE %s a.%s AS SELECT 1 AS one".formatted(clash[0], clash[1]));
            assertThatThrownBy(() -> vault.restore(backup, SERVER, target, only(true, "a")))
                    .isInstanceOf(LifeboatException.class)
                    .hasMessage("database \"%s\" has %s: nothing was restored".formatted(target, clash[2]));
            SERVER.execute(target, "DROP %s a.%s".formatted(clash[0], clash[1]));
        }

        assertThat(vault.restore(backup, SERVER, target, only(true, "a")).notes())
                .contains("not restored, for the target has that schema: owner, privileges and comment of schema a");
        assertThat(
                        SERVER.value(
                                target,
                                "SELECT obj_description('a'::regnamespace) || nspacl::text FROM pg_namespace WHERE nspname = 'a'"))
                .isNull();
    }
}
