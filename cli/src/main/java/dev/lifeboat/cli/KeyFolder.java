package dev.lifeboat.cli;

import dev.lifeboat.cli.option.NamedFile;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.store.PrivateFiles;
import dev.lifeboat.trust.KeyFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The operator's folder that new keys are saved in. Nothing in it is ever overwritten. */
record KeyFolder(Path path) {
    KeyFolder {
        path = path.toAbsolutePath().normalize();
    }

    /**
     * Makes sure, before any key is made, that files of these names can be.
     *
     * @return whether the folder was not there, and was made
     * @throws LifeboatException FILE_UNUSABLE if one is there, or if the folder cannot be
     */
    boolean requireFree(List<String> names) {
        for (String name : names) {
            if (Files.exists(path.resolve(name))) {
                throw exists(path.resolve(name));
            }
        }
        try {
            if (Files.isDirectory(path)) {
                return false;
            }
            PrivateFiles.createFolder(path);
            return true;
        } catch (IOException e) {
            throw unusable("folder %s cannot be made: %s".formatted(path, NamedFile.reason(e)), e);
        }
    }

    /**
     * Makes sure that it is not inside a store, whatever links lead there.
     *
     * @throws LifeboatException USAGE if it is
     */
    void requireOutside(Path store) {
        if (real(path).startsWith(real(store))) {
            throw new LifeboatException(
                    ErrorCode.USAGE,
                    "folder %s is inside the store: keys beside the backups open them for whoever takes both, so nothing was made"
                            .formatted(path),
                    "name a folder elsewhere with --keys");
        }
    }

    /** Where a path leads, as far as it is there. */
    private static Path real(Path path) {
        Path parent = path.getParent();
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return parent == null ? path : real(parent).resolve(path.getFileName());
        }
    }

    /** Removes a file that this run saved. */
    void remove(KeyFile file) {
        try {
            Files.deleteIfExists(path.resolve(file.name()));
        } catch (IOException e) {
            // What failed before is what the user has to know; a key that nothing trusts does no harm.
        }
    }

    /** Removes the folder, if nothing is in it. */
    void discard() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // What failed before is what the user has to know; an empty folder more does no harm.
        }
    }

    /**
     * Saves a file so that it survives a power cut; a secret one so that only its owner can read it.
     *
     * @throws LifeboatException FILE_UNUSABLE if it is there or cannot be written
     */
    void save(KeyFile file) {
        Path to = path.resolve(file.name());
        try (FileChannel channel = file.secret() ? PrivateFiles.create(to) : PrivateFiles.createReadable(to)) {
            ByteBuffer content = ByteBuffer.wrap(file.content().getBytes(StandardCharsets.UTF_8));
            while (content.hasRemaining()) {
                channel.write(content);
            }
            channel.force(true);
            PrivateFiles.sync(path);
        } catch (FileAlreadyExistsException e) {
            throw exists(to);
        } catch (IOException e) {
            throw unusable("file %s cannot be written: %s".formatted(to, NamedFile.reason(e)), e);
        }
    }

    private static LifeboatException exists(Path file) {
        return new LifeboatException(
                ErrorCode.FILE_UNUSABLE,
                "file %s exists already, and no file of keys is overwritten: nothing was made".formatted(file),
                "name another");
    }

    private static LifeboatException unusable(String message, IOException cause) {
        return new LifeboatException(
                ErrorCode.FILE_UNUSABLE,
                message + ": nothing was made",
                "name a folder that user %s can write to".formatted(System.getProperty("user.name")),
                cause);
    }
}
