package dev.lifeboat.postgres.program;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Lists the entries of an archive that is a file. */
public final class ArchiveList {
    private final ProgramSet programs;

    public ArchiveList(ProgramSet programs) {
        this.programs = programs;
    }

    /**
     * All entries in the archive's order.
     *
     * @throws IOException where pg_restore's output cannot be read
     * @throws dev.lifeboat.error.LifeboatException PROGRAM_FAILED where pg_restore cannot read the archive
     */
    public List<ArchiveEntry> of(Path archive) throws IOException {
        return list(List.of("--list", "--verbose", archive.toString()));
    }

    /**
     * The entries that lie in a schema, without their dependencies. The schema itself is none of them. pg_restore knows:
     * where the name of a schema ends, the text of an entry does not tell.
     *
     * @param schema in the archive's own encoding, which is ASCII or UTF-8
     * @throws IOException where pg_restore's output cannot be read
     * @throws dev.lifeboat.error.LifeboatException PROGRAM_FAILED where pg_restore cannot read the archive
     */
    public List<ArchiveEntry> inSchema(Path archive, String schema) throws IOException {
        return list(List.of(
                "--list", "--schema=" + ProgramLogin.representable("schema's name", schema), archive.toString()));
    }

    private List<ArchiveEntry> list(List<String> arguments) throws IOException {
        List<ArchiveEntry> entries = new ArrayList<>();
        ProgramCommand command = new ProgramCommand(programs.path(ClientProgram.PG_RESTORE), arguments, Map.of());
        try (ProgramRun run = ProgramRun.start(command);
                InputStream listing = run.output()) {
            ArchiveListing.read(listing, entries::add);
            ProgramFailure.requireClean(run.await(), "the schema's archive cannot be read");
        }
        return entries;
    }
}
