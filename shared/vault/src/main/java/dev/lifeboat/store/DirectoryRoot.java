package dev.lifeboat.store;

import dev.lifeboat.error.LifeboatException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds what lies in a directory store, and never through a symbolic link below its root.
 *
 * <p>Links are looked for name by name before a file is opened: that keeps out mistakes and planted links, not somebody
 * who may write to the store and swaps a folder at the right instant; who may do that may also write the objects.
 *
 * @param path the root, with its own symbolic links resolved
 * @param ignoresCase whether the file system takes {@code A} and {@code a} for one name
 */
record DirectoryRoot(Path path, boolean ignoresCase, DirectoryFailure failure) {
    /** @throws LifeboatException STORE_UNREACHABLE unless the store's marker is there */
    void requirePresent(String consequence) {
        try {
            if (!StoreMarker.isIn(path)) {
                throw failure.gone(consequence);
            }
        } catch (IOException e) {
            throw failure.of(e, consequence);
        }
    }

    Path resolve(String relative) {
        return relative.isEmpty() ? path : path.resolve(relative);
    }

    /** The file or folder of exactly that path, empty if there is none. */
    Optional<StoreEntry> find(String relative) throws IOException {
        for (int slash = relative.indexOf('/'); slash >= 0; slash = relative.indexOf('/', slash + 1)) {
            if (lookUp(relative.substring(0, slash))
                    .filter(StoreEntry::isFolder)
                    .isEmpty()) {
                return Optional.empty();
            }
        }
        return lookUp(relative);
    }

    /**
     * The objects and folders in a folder that can have a key, in key order; empty if the folder is gone meanwhile. A special
     * file or a link to a file is among them, so that one alone is missed by whoever reads it; a link to a folder could hide
     * any number of objects.
     */
    List<StoreEntry> entries(String folder) throws IOException {
        List<StoreEntry> entries = new ArrayList<>();
        String prefix = folder.isEmpty() ? "" : folder + "/";
        for (String name : names(resolve(folder))) {
            if (ObjectKey.isKey(prefix + name)) {
                listed(prefix + name).ifPresent(found -> entries.add(new StoreEntry(prefix + name, found)));
            }
        }
        entries.sort(StoreEntry.KEY_ORDER);
        return entries;
    }

    /** The same where every name before the last is known to be a folder. */
    Optional<StoreEntry> lookUp(String relative) throws IOException {
        Optional<StoreEntry> found = attributes(relative).map(attributes -> new StoreEntry(relative, attributes));
        return found.isPresent() && ignoresCase && !hasExactName(resolve(relative)) ? Optional.empty() : found;
    }

    private Optional<BasicFileAttributes> listed(String relative) throws IOException {
        Optional<BasicFileAttributes> found = seen(relative);
        if (found.isPresent() && found.get().isSymbolicLink() && Files.isDirectory(resolve(relative))) {
            throw failure.irregular(relative, true);
        }
        return found;
    }

    private Optional<BasicFileAttributes> attributes(String relative) throws IOException {
        Optional<BasicFileAttributes> found = seen(relative);
        if (found.isPresent() && !found.get().isRegularFile() && !found.get().isDirectory()) {
            throw failure.irregular(relative, found.get().isSymbolicLink());
        }
        return found;
    }

    private Optional<BasicFileAttributes> seen(String relative) throws IOException {
        try {
            return Optional.of(
                    Files.readAttributes(resolve(relative), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Only a listing tells the name that a file was given; looking it up by another case finds it all the same. */
    static boolean hasExactName(Path file) throws IOException {
        Path folder = file.getParent();
        Path name = file.getFileName();
        return folder != null && name != null && names(folder).contains(name.toString());
    }

    private static List<String> names(Path folder) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                names.add(String.valueOf(file.getFileName()));
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        } catch (NoSuchFileException e) {
            return List.of();
        }
        return names;
    }
}
