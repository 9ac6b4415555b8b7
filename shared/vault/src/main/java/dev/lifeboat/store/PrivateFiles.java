package dev.lifeboat.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files and folders that only their owner can use (modes 0600 and 0700, where there are modes). */
public final class PrivateFiles {
    private static final boolean MODES =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private PrivateFiles() {}

    /** Creates an empty file, and fails if anything of that name is there. */
    public static FileChannel create(Path file) throws IOException {
        return create(file, "rw-------");
    }

    /** The same that everybody may read, as far as the process's mask lets them, and only its owner may write. */
    public static FileChannel createReadable(Path file) throws IOException {
        return create(file, "rw-r--r--");
    }

    private static FileChannel create(Path file, String permissions) throws IOException {
        return FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode(permissions));
    }

    /** Creates a folder, and fails if anything of that name is there. */
    public static void createFolder(Path folder) throws IOException {
        Files.createDirectory(folder, mode("rwx------"));
    }

    /** Makes the names in a folder survive a power cut; what a file holds is made durable by the file's own channel. */
    public static void sync(Path folder) throws IOException {
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    private static FileAttribute<?>[] mode(String permissions) {
        return MODES
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
