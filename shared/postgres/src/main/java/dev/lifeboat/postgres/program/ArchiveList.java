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
        List<ArchiveEntry> entries = new ArrayList<>();
        ProgramCommand command = ProgramCommand.of(
                programs.path(ClientProgram.PG_RESTORE), Map.of(), "--list", "--verbose", archive.toString());
        try (ProgramRun run = ProgramRun.start(command);
                InputStream listing = run.output()) {
            ArchiveListing.read(listing, entries::add);
            ProgramFailure.requireClean(run.await(), "the schema's archive cannot be read");
        }
        return entries;
    }
}
