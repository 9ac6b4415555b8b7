package dev.lifeboat.postgres.restore;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A private temporary file for other programs to read while this is open. On Linux it loses its name before anything is
 * written: programs find it among this process's open files, and nothing is left of it, however this process ends.
 */
final class NamelessFile implements AutoCloseable {
    private final Path name;
    private final FileChannel open;
    private final Optional<Path> asOpenFile;

    private NamelessFile(Path name) throws IOException {
        this.name = name;
        open = FileChannel.open(name, StandardOpenOption.READ, StandardOpenOption.WRITE);
        asOpenFile = amongOpenFiles(name.toRealPath());
        if (asOpenFile.isPresent()) {
            Files.delete(name);
        }
    }

    /** An empty file, in the folder for temporary files. */
    static NamelessFile create() throws IOException {
        return new NamelessFile(Files.createTempFile("lifeboat-", ".tmp"));
    }

    private static Optional<Path> amongOpenFiles(Path file) throws IOException {
        Path openFiles = Path.of("/proc", Long.toString(ProcessHandle.current().pid()), "fd");
        if (!Files.isDirectory(openFiles)) {
            return Optional.empty();
        }
        try (Stream<Path> all = Files.list(openFiles)) {
            return all.filter(each -> leadsTo(each, file)).findFirst();
        }
    }

    private static boolean leadsTo(Path openFile, Path file) {
        try {
            return Files.readSymbolicLink(openFile).equals(file);
        } catch (IOException e) {
            return false; // closed meanwhile
        }
    }

    /** Where programs of the same user find the file while it is open. */
    Path path() {
        return asOpenFile.orElse(name);
    }

    /** Replaces what is in it; closing the stream leaves the file open. */
    OutputStream output() throws IOException {
        open.truncate(0);
        OutputStream out = Channels.newOutputStream(open);
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                out.write(b);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
            }
        };
    }

    @Override
    public void close() throws IOException {
        open.close();
        Files.deleteIfExists(name);
    }
}
