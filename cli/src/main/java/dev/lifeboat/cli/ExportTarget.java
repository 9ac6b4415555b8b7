package dev.lifeboat.cli;

import dev.lifeboat.cli.option.NamedFile;
import dev.lifeboat.cli.present.Output;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.store.PrivateFiles;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where an export goes: to standard output, or to a new file, which has its name only when it is complete.
 *
 * @param out standard output
 */
record ExportTarget(Optional<Path> file, OutputStream out) {
    private static final int BUFFER = 128 * 1024;

    /** Writes the export. */
    @FunctionalInterface
    interface Writing {
        void to(OutputStream out) throws IOException;
    }

    void write(Writing writing) {
        if (file.isPresent()) {
            writeFile(file.get().toAbsolutePath(), writing);
        } else {
            writeOut(writing);
        }
    }

    private void writeOut(Writing writing) {
        CountedOutput counted = new CountedOutput(out);
        try {
            OutputStream buffered = new BufferedOutputStream(counted, BUFFER);
            writing.to(buffered);
            buffered.flush();
        } catch (IOException e) {
            throw Output.unwritable(e);
        } catch (LifeboatException e) {
            throw counted.bytes() == 0 ? e : incomplete(e, counted.bytes());
        }
    }

    private static LifeboatException incomplete(LifeboatException cause, long bytes) {
        return new LifeboatException(
                cause.code(),
                "%s; the %d bytes that were written must not be used".formatted(cause.getMessage(), bytes),
                cause.hint(),
                cause);
    }

    private static void writeFile(Path file, Writing writing) {
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        if (Files.exists(file)) {
            throw unusable(file, "it exists already", null);
        }
        try (FileChannel channel = PrivateFiles.create(unfinished)) {
            try {
                OutputStream buffered = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
                writing.to(buffered);
                buffered.flush();
                channel.force(true);
                Files.move(unfinished, file);
            } finally {
                Files.deleteIfExists(unfinished);
            }
        } catch (IOException e) {
            throw unusable(file, NamedFile.reason(e), e);
        }
    }

    private static LifeboatException unusable(Path file, String why, @Nullable IOException cause) {
        return new LifeboatException(
                ErrorCode.FILE_UNUSABLE,
                "file %s cannot be written: %s: nothing was exported".formatted(file, why),
                "name another with --to",
                cause);
    }
}
