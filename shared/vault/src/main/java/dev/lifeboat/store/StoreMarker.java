package dev.lifeboat.store;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.json.StrictJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * The small file at a directory store's root. Where it is missing, the disk or share that holds the store is not mounted,
 * or the folder is not a store.
 *
 * @param note for people who find the file
 * @param format of the store, 1
 * @param placement how every writer of this store gives an object its name
 */
record StoreMarker(String note, int format, Placement placement) {
    static final String NAME = ".lifeboat-store";
    private static final String NOTE =
            "Lifeboat keeps backups in this folder: do not change or delete anything by hand";
    private static final int FORMAT = 1;

    static StoreMarker of(Placement placement) {
        return new StoreMarker(NOTE, FORMAT, placement);
    }

    /** Whether a folder has a marker; a marker that is a symbolic link is none. */
    static boolean isIn(Path root) throws IOException {
        try {
            return Files.readAttributes(root.resolve(NAME), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .isRegularFile();
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    static StoreMarker readFrom(Path root) throws IOException {
        Path file = root.resolve(NAME);
        StoreMarker marker = StrictJson.read(Files.readString(file), StoreMarker.class, "store marker " + file);
        if (marker.format() != FORMAT) {
            throw new LifeboatException(
                    ErrorCode.DOCUMENT_TOO_NEW,
                    "store marker %s has format %d, this program reads format %d: the store is not opened"
                            .formatted(file, marker.format(), FORMAT),
                    "use the version of Lifeboat that made this store, or a later one");
        }
        return marker;
    }

    /** Writes the marker; one that another process wrote meanwhile stays. */
    void writeTo(Path root) throws IOException {
        Path temporary = TemporaryName.in(root);
        try {
            try (FileChannel channel = PrivateFiles.create(temporary)) {
                channel.write(ByteBuffer.wrap(StrictJson.indented(this).getBytes(StandardCharsets.UTF_8)));
                channel.force(true);
            }
            placement.place(temporary, root.resolve(NAME));
            PrivateFiles.sync(root);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
