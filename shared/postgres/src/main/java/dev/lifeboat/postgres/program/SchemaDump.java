package dev.lifeboat.postgres.program;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.postgres.connect.DatabaseAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Dumps what a database consists of besides rows and large objects: an archive of pg_dump's custom format with the
 * sections pre-data and post-data. While it streams by, pg_restore of the same version lists it back.
 */
public final class SchemaDump {
    private static final int FIRST_WITH_LARGE_OBJECTS_OPTION = 16;
    private static final String CONSEQUENCE = "the schema is not backed up";

    private final ProgramSet programs;
    private final RunningPrograms running;

    public SchemaDump(ProgramSet programs) {
        this(programs, new RunningPrograms());
    }

    /** @param running by which another thread can end it */
    public SchemaDump(ProgramSet programs, RunningPrograms running) {
        this.programs = programs;
        this.running = running;
    }

    /**
     * Streams the archive, which stays nowhere else, and leaves the stream open.
     *
     * @return what the archive says of itself
     * @throws IOException where the stream cannot be written
     * @throws LifeboatException LOCK_REFUSED, PRIVILEGE_MISSING, or PROGRAM_FAILED where pg_dump said anything at all
     *     or the archive cannot be listed back
     */
    public ArchiveHeader run(DatabaseAddress address, SchemaDumpOptions options, OutputStream archive)
            throws IOException {
        try (ProgramRun dump = running.start(dumpCommand(address, options));
                ProgramRun list = running.start(listCommand())) {
            AtomicInteger listed = new AtomicInteger();
            CompletableFuture<ArchiveHeader> header = read(list, listed);
            try (TeeOutput tee = new TeeOutput(archive, list.input())) {
                dump.output().transferTo(tee);
            }
            ProgramFailure.requireClean(dump.await(), CONSEQUENCE);
            ProgramFailure.requireClean(list.await(), "the schema's archive cannot be read back");
            return complete(join(header), listed.get());
        }
    }

    private static CompletableFuture<ArchiveHeader> read(ProgramRun list, AtomicInteger listed) {
        CompletableFuture<ArchiveHeader> header = new CompletableFuture<>();
        Thread.ofVirtual().name("listing of the schema").start(() -> {
            try (InputStream output = list.output()) {
                header.complete(ArchiveListing.read(output, entry -> listed.incrementAndGet()));
            } catch (IOException | RuntimeException | OutOfMemoryError e) {
                header.completeExceptionally(e);
            }
        });
        return header;
    }

    private static ArchiveHeader join(CompletableFuture<ArchiveHeader> header) {
        try {
            return header.join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case LifeboatException failure -> throw failure;
                case OutOfMemoryError failure -> throw failure;
                case null, default -> throw e;
            }
        }
    }

    private static ArchiveHeader complete(ArchiveHeader header, int listed) {
        if (listed == 0 || listed != header.entries()) {
            throw new LifeboatException(
                    ErrorCode.PROGRAM_FAILED,
                    "pg_restore lists %d of %d entries of the schema's archive: %s"
                            .formatted(listed, header.entries(), CONSEQUENCE),
                    "repeat the command, and report it if it happens again");
        }
        return header;
    }

    private ProgramCommand dumpCommand(DatabaseAddress address, SchemaDumpOptions options) {
        List<String> arguments = new ArrayList<>(List.of(
                "--format=custom",
                "--section=pre-data",
                "--section=post-data",
                programs.major() < FIRST_WITH_LARGE_OBJECTS_OPTION ? "--no-blobs" : "--no-large-objects",
                "--lock-wait-timeout=" + options.lockWait().toMillis()));
        if (options.snapshot() != null) {
            arguments.add("--snapshot=" + options.snapshot());
        }
        if (!options.subscriptions()) {
            arguments.add("--no-subscriptions");
        }
        return ProgramCommand.connected(programs.path(ClientProgram.PG_DUMP), "--dbname", address, arguments);
    }

    private ProgramCommand listCommand() {
        return ProgramCommand.of(programs.path(ClientProgram.PG_RESTORE), Map.of(), "--list", "--verbose");
    }
}
