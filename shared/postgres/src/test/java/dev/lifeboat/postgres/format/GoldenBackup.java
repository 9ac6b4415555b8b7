package dev.lifeboat.postgres.format;

import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.SourceName;
import dev.lifeboat.crypto.KeyFingerprint;
import dev.lifeboat.crypto.PrivateKeyFile;
import dev.lifeboat.crypto.PrivateKeys;
import dev.lifeboat.store.DirectoryStore;
import dev.lifeboat.trust.Trust;
import dev.lifeboat.trust.TrustPin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A backup that an earlier version wrote, kept with its keys; every later version must read it. {@link GoldenMaker} makes
 * one.
 *
 * <p>A directory store's time of an object is its file's, which Git does not keep: so they stand in a list, and are set in
 * the copy that a test works on.
 */
record GoldenBackup(Path folder) {
    static final Path ALL = Path.of("src/test/resources/golden");
    static final SourceName SOURCE = new SourceName("golden");

    /** All that are kept, by the version of the format. */
    static Stream<GoldenBackup> all() {
        try (Stream<Path> folders = Files.list(ALL)) {
            return folders.filter(Files::isDirectory).sorted().toList().stream().map(GoldenBackup::new);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String passphrase() {
        return text("passphrase").strip();
    }

    PrivateKeys keys(String name) {
        return PrivateKeyFile.parse(text("keys/" + name), name)
                .unlock(passphrase().toCharArray());
    }

    /** The owner's fingerprint, as init printed it. */
    KeyFingerprint owner() {
        return new KeyFingerprint(text("owner").strip());
    }

    /** What look.sql said of the source. */
    String looks() {
        return text("look.out");
    }

    /** Opens the catalog in a copy of the store. */
    Catalog catalog(Path copy) {
        DirectoryStore store = DirectoryStore.open(copy);
        return new Catalog(store, Trust.load(store, SOURCE, new TrustPin(owner())));
    }

    /** Copies the store to a folder that is empty, with the times that its files had. */
    Path copyTo(Path target) {
        Path store = copyWithoutTimes(target);
        for (String line : text("times").lines().toList()) {
            List<String> fields = List.of(line.split(" ", 2));
            setTime(store.resolve(fields.get(1)), Instant.parse(fields.get(0)));
        }
        return store;
    }

    /** As a copy is that did not keep them: all files are from now. */
    Path copyWithoutTimes(Path target) {
        Path store = folder.resolve("store");
        try (Stream<Path> files = Files.walk(store)) {
            for (Path file : files.toList()) {
                Path copy = target.resolve(store.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                    Files.setLastModifiedTime(copy, FileTime.from(Instant.now()));
                }
            }
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void setTime(Path file, Instant time) {
        try {
            Files.setLastModifiedTime(file, FileTime.from(time));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String text(String name) {
        try {
            return Files.readString(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "golden/" + folder.getFileName();
    }
}
