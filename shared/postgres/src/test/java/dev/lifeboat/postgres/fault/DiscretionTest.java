package dev.lifeboat.postgres.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.postgres.TestVault;
import dev.lifeboat.postgres.backup.BackupOptions;
import dev.lifeboat.postgres.backup.Omission;
import dev.lifeboat.store.DirectoryStore;
import dev.lifeboat.testing.PostgresPrograms;
import dev.lifeboat.testing.PostgresServer;
import dev.lifeboat.testing.Program;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a store tells to whoever can read it and has no key. */
final class DiscretionTest {
    private static final PostgresServer SERVER =
            PostgresServer.shared(PostgresPrograms.majorsAtHand().last());

    /** In everything that the database names or holds. */
    private static final String MARKER = "zebra";

    @TempDir
    Path folder;

    @Test
    void storeTellsNoNameAndNoValueToWhoeverHasNoKey() throws SQLException, IOException {
        String database = SERVER.createFreshDatabase("zebra_house");
        String role = PostgresServer.freshName("zebra_keeper");
        SERVER.execute(
                database,
                "CREATE ROLE %s".formatted(role),
                "COMMENT ON DATABASE %s IS 'a zebra'".formatted(database),
                "ALTER DATABASE %s SET zebra.setting TO 'zebra'".formatted(database),
                "CREATE SCHEMA zebra_schema AUTHORIZATION %s".formatted(role),
                "CREATE TYPE zebra_schema.zebra_enum AS ENUM ('zebra label')",
                "CREATE TABLE zebra_schema.zebra_table (zebra_column text DEFAULT 'zebra default', e zebra_schema.zebra_enum)",
                "INSERT INTO zebra_schema.zebra_table VALUES ('zebra value', 'zebra label')",
                "CREATE TABLE zebra_schema.zebra_empty (zebra_column int)",
                "CREATE TABLE zebra_schema.zebra_tree (zebra_column int) PARTITION BY RANGE (zebra_column)",
                "CREATE SEQUENCE zebra_schema.zebra_sequence",
                "CREATE VIEW zebra_schema.zebra_view AS SELECT 'zebra constant' AS zebra_column",
                "CREATE FUNCTION zebra_function() RETURNS text LANGUAGE sql RETURN 'zebra body'",
                "SELECT lo_from_bytea(4711, 'zebra object')",
                "COMMENT ON LARGE OBJECT 4711 IS 'zebra comment'",
                "CREATE FOREIGN DATA WRAPPER zebra_wrapper",
                "CREATE SERVER zebra_server FOREIGN DATA WRAPPER zebra_wrapper",
                "CREATE FOREIGN TABLE zebra_foreign (x int) SERVER zebra_server");
        Path store = folder.resolve("store");
        TestVault vault = new TestVault(DirectoryStore.initialize(store));
        vault.backup(
                SERVER,
                database,
                new BackupOptions(
                        2,
                        BackupOptions.DEFAULT.segmentBytes(),
                        EnumSet.of(Omission.ROLE_PASSWORDS, Omission.FOREIGN_ROWS),
                        BackupOptions.DEFAULT.lockTimeout()));
        Map<String, String> readable = readable(store);
        assertThat(readable.keySet())
                .anyMatch(name -> name.endsWith("objects.jsonl.zst, decompressed"))
                .anyMatch(name -> name.contains("/manifests/"))
                .anyMatch(name -> name.contains("/data/"));
        readable.forEach((name, text) -> {
            assertThat(name.toLowerCase(Locale.ROOT)).doesNotContain(MARKER);
            assertThat(text.toLowerCase(Locale.ROOT).contains(MARKER)).as(name).isFalse();
        });
        assertThat(readable.entrySet())
                .filteredOn(file -> file.getKey().endsWith("decompressed"))
                .allSatisfy(file -> assertThat(file.getValue()).contains("/data/"));
        SERVER.dropDatabase(database);
    }

    /** Every file of the store, a byte a character, and whatever zstd makes of it without a key. */
    private static Map<String, String> readable(Path store) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(store)) {
            all.filter(Files::isRegularFile).forEach(files::add);
        }
        Map<String, String> readable = new TreeMap<>();
        for (Path file : files) {
            String name = "/" + store.relativize(file);
            readable.put(name, new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            if (name.endsWith(".zst")) {
                byte[] plain = Program.required("zstd", "--decompress", "--stdout")
                        .input(file)
                        .succeed()
                        .output();
                readable.put(name + ", decompressed", new String(plain, StandardCharsets.ISO_8859_1));
            }
        }
        return readable;
    }
}
