package dev.lifeboat.postgres.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.postgres.connect.Addresses;
import dev.lifeboat.testing.EveryMajor;
import dev.lifeboat.testing.PostgresServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArchiveListingTest {
    record Listed(ArchiveHeader header, List<ArchiveEntry> entries) {
        ArchiveEntry only(String description) {
            List<ArchiveEntry> found = entries.stream()
                    .filter(entry -> entry.description().equals(description))
                    .toList();
            assertThat(found).as(description).hasSize(1);
            return found.getFirst();
        }
    }

    static Listed list(ProgramSet programs, byte[] archive) throws IOException {
        ProgramCommand command =
                ProgramCommand.of(programs.path(ClientProgram.PG_RESTORE), Map.of(), "--list", "--verbose");
        List<ArchiveEntry> entries = new ArrayList<>();
        try (ProgramRun run = ProgramRun.start(command)) {
            try (OutputStream input = run.input()) {
                input.write(archive);
            }
            ArchiveHeader header = ArchiveListing.read(run.output(), entries::add);
            assertThat(run.await().isClean()).isTrue();
            return new Listed(header, entries);
        }
    }

    @EveryMajor
    void entriesHaveTheirKindsObjectsAndDependencies(int major) throws SQLException, IOException {
        PostgresServer server = PostgresServer.shared(major);
        String database = server.createFreshDatabase("listing");
        server.execute(
                database,
                "CREATE SCHEMA \"odd ; \n name\"",
                "CREATE TABLE \"odd ; \n name\".parent (id int PRIMARY KEY)",
                "CREATE TABLE child (id int REFERENCES \"odd ; \n name\".parent)",
                "CREATE MATERIALIZED VIEW seen AS SELECT id FROM child");
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        SchemaDumpOptions options = new SchemaDumpOptions(null, Duration.ofSeconds(5), true);
        new SchemaDump(TestPrograms.exactly(major)).run(Addresses.of(server, database), options, archive);
        Listed listed = list(TestPrograms.exactly(major), archive.toByteArray());

        ArchiveEntry schema = listed.only("SCHEMA");
        ArchiveEntry foreignKey = listed.only("FK CONSTRAINT");
        ArchiveEntry primaryKey = listed.only("CONSTRAINT");
        assertThat(schema.name()).isEqualTo("- odd ;   name postgres");
        assertThat(foreignKey.name()).isEqualTo("public child child_id_fkey postgres");
        assertThat(foreignKey.dependencies()).contains(primaryKey.dumpId());
        assertThat(listed.only("MATERIALIZED VIEW DATA").dependencies())
                .contains(listed.only("MATERIALIZED VIEW").dumpId());
        String oid = server.value(database, "SELECT 'child'::regclass::oid::text");
        assertThat(listed.entries())
                .filteredOn(entry -> Long.toString(entry.object()).equals(oid) && entry.catalog() == 1259)
                .extracting(ArchiveEntry::description)
                .containsExactly("TABLE");
    }

    @Test
    void whatIsNoListingIsRefused() {
        ByteArrayInputStream text = new ByteArrayInputStream("hello\n".getBytes(StandardCharsets.UTF_8));
        LifeboatException failure =
                catchThrowableOfType(LifeboatException.class, () -> ArchiveListing.read(text, entry -> {}));
        assertThat(failure.code()).isEqualTo(ErrorCode.PROGRAM_FAILED);
        ByteArrayInputStream nothing = new ByteArrayInputStream(new byte[0]);
        assertThat(catchThrowableOfType(LifeboatException.class, () -> ArchiveListing.read(nothing, entry -> {})))
                .hasMessage("the listing of a schema archive cannot be understood at 'TOC Entries': the archive is not"
                        + " known to be good");
    }
}
