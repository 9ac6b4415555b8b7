package dev.lifeboat.store;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes objects out of a directory store, and finds the files that writers left half written. */
final class DirectoryRemoval {
    /** Folders down to here stay when they are empty: those of a source, and of the kinds of things in it. */
    private static final int LASTING_LEVELS = 2;

    private final DirectoryRoot root;

    DirectoryRemoval(DirectoryRoot root) {
        this.root = root;
    }

    void delete(ObjectKey key) throws IOException {
        Path file = root.resolve(key.value());
        if (root.find(key.value()).filter(StoreEntry::isFolder).isPresent()) {
            throw root.failure().clash(key, "a folder");
        }
        boolean removed = Files.deleteIfExists(file);
        // The claim last: while it is there, nobody gives another file the name.
        boolean unclaimed = Files.deleteIfExists(Placement.claim(file));
        if (removed || unclaimed) {
            sync(key.value());
            removeEmptyFolders(key.value());
        }
    }

    /** A folder that is gone was emptied, and removed, by somebody else. */
    private void sync(String relative) throws IOException {
        try {
            PrivateFiles.sync(root.resolve(folder(relative)));
        } catch (NoSuchFileException e) {
            root.requirePresent("whether %s is removed is not certain".formatted(relative));
        }
    }

    private void removeEmptyFolders(String relative) throws IOException {
        String folder = folder(relative);
        while (folder.chars().filter(c -> c == '/').count() >= LASTING_LEVELS) {
            try {
                Files.deleteIfExists(root.resolve(folder));
            } catch (DirectoryNotEmptyException e) {
                return;
            }
            folder = folder(folder);
        }
    }

    private static String folder(String relative) {
        return relative.substring(0, Math.max(0, relative.lastIndexOf('/')));
    }

    /** Temporary files, and claims whose object never came. */
    List<UnfinishedUpload> unfinished(ListPrefix prefix) throws IOException {
        Path start = root.resolve(prefix.folder());
        List<UnfinishedUpload> found = new ArrayList<>();
        if (prefix.folder().isEmpty() || root.find(prefix.folder()).isPresent()) {
            Files.walkFileTree(start, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    look(file, attributes).ifPresent(found::add);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                    if (failure instanceof NoSuchFileException) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw failure;
                }
            });
        }
        return found;
    }

    private Optional<UnfinishedUpload> look(Path file, BasicFileAttributes attributes) {
        String name = String.valueOf(file.getFileName());
        boolean unfinished =
                attributes.isRegularFile() && (TemporaryName.is(name) || (Placement.isClaim(name) && isIdle(file)));
        Path folder = file.getParent();
        return unfinished && folder != null
                ? Optional.of(new UnfinishedUpload(
                        root.path().relativize(folder).toString(),
                        name,
                        attributes.lastModifiedTime().toInstant()))
                : Optional.empty();
    }

    private static boolean isIdle(Path claim) {
        return !Files.exists(Placement.claimed(claim), LinkOption.NOFOLLOW_LINKS);
    }

    void discard(UnfinishedUpload upload) throws IOException {
        Path file = root.resolve(upload.place()).resolve(upload.id());
        if (Placement.isClaim(upload.id()) && !isIdle(file)) {
            return;
        }
        if (Files.deleteIfExists(file)) {
            String relative = upload.place() + "/" + upload.id();
            sync(relative);
            removeEmptyFolders(relative);
        }
    }
}
