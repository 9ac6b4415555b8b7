package dev.lifeboat.postgres.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.backup.Manifest;
import dev.lifeboat.postgres.TestVault;
import dev.lifeboat.postgres.backup.BackupOptions;
import dev.lifeboat.postgres.backup.Omission;
import dev.lifeboat.store.MemoryStore;
import dev.lifeboat.testing.FeatureDatabase;
import dev.lifeboat.testing.PostgresPrograms;
import dev.lifeboat.testing.PostgresServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A table that is restored alone is, to pg_dump, the table that it was. */
@TestInstance(Lifecycle.PER_CLASS)
final class SelectedTableTest {
    private static final PostgresServer SERVER = PostgresServer.shared(17);

    private final TestVault vault = new TestVault(new MemoryStore());
    private String database = "";

    @SuppressWarnings("NullAway.Init")
    private Manifest manifest;

    @BeforeAll
    void backUp() throws SQLException {
        database = FeatureDatabase.EVERYTHING.create(SERVER);
        BackupOptions options = new BackupOptions(
                2,
                BackupOptions.DEFAULT.segmentBytes(),
                EnumSet.allOf(Omission.class),
                BackupOptions.DEFAULT.lockTimeout());
        manifest = vault.backup(SERVER, database, options);
    }

    private String restore(String... tables) {
        String target = PostgresServer.freshName("selected");
        RestoreOptions options =
                new RestoreOptions(2, new Selection(List.of(), List.of(tables)), true, true, false, false, false);
        vault.restoreCreating(manifest, SERVER, target, options);
        return target;
    }

    private static List<String> dump(String database, String table) throws IOException {
        Process process = new ProcessBuilder(
                        PostgresPrograms.required(17).pgDump().toString(),
                        "--inserts",
                        "--table=" + table,
                        SERVER.uri(database))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var output = process.getInputStream()) {
            return new String(output.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("--") && !line.startsWith("\\"))
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tables.without_columns",
                "tables.without_rows",
                "tables.with_dropped_columns",
                "tables.with_added_columns",
                "tables.updated_and_deleted",
                "tables.unlogged",
                "tables.of_type",
                "tables.stored",
                "tables.identified_by_index",
                "tables.of_another_access_method",
                "tables.wide",
                "sequences.always",
                "sequences.by_default",
                "sequences.serials",
                "sequences.generated",
                "constraints.excluded",
                "access.policy_without_security"
            })
    void isTheSameToPgDump(String table) throws IOException {
        List<String> expected = dump(database, table);
        assertThat(expected).as("pg_dump of the source").isNotEmpty();
        assertThat(dump(restore(table), table)).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void severalTablesComeBackTogether() throws SQLException {
        String target = restore("tables.without_rows", "sequences.always");
        assertThat(
                        SERVER.values(
                                target,
                                "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace::regnamespace::text IN ('tables', 'sequences') ORDER BY 1"))
                .containsExactly("always", "without_rows");
    }
}
