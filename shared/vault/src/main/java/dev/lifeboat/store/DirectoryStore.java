package dev.lifeboat.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A store that is a directory: a mounted share, a disk, a folder on a laptop. An object is a file whose path below the
 * root is its key; files have mode 0600, folders 0700.
 *
 * <p>A directory becomes a store by {@link #initialize}, which puts a marker file at its root. Everything else requires
 * that marker, because a disk or share that is not mounted looks like an empty folder: writing there would fill the wrong
 * disk, and reading there would report that no backup exists. An object is written under a temporary name, flushed, and
 * then given its key in one step, so that a power cut or a killed process leaves either the whole object or none.
 *
 * <p>A share that hangs makes calls hang, unless it was mounted with a time limit (such as NFS's {@code soft}); Java
 * cannot interrupt the operating system there.
 */
public final class DirectoryStore implements DeletingStore {
    /** Somebody who removes the last object of a folder removes the folder as well. */
    private static final int CREATIONS = 5;

    private final DirectoryRoot root;
    private final DirectoryFolders folders;
    private final Placement placement;

    private DirectoryStore(DirectoryRoot root, Placement placement) {
        this.root = root;
        this.folders = new DirectoryFolders(root);
        this.placement = placement;
    }

    /**
     * Makes a directory a store, or opens the one that it is. The directory is created if it does not exist, but not its
     * parent; what lies in it already stays.
     *
     * @throws dev.lifeboat.error.LifeboatException STORE_UNREACHABLE, STORE_DENIED or STORE_FULL if that fails
     */
    public static DirectoryStore initialize(Path directory) {
        return initialize(directory, Optional.empty());
    }

    /** The same with a chosen way to give objects their names, where an open store does not have one already. */
    static DirectoryStore initialize(Path directory, Optional<Placement> chosen) {
        try {
            createRoot(directory);
            if (!StoreMarker.isIn(directory)) {
                StoreMarker.of(chosen.isPresent() ? chosen.get() : suited(directory))
                        .writeTo(directory);
            }
        } catch (IOException e) {
            throw failure(directory).of(e, "it does not become a store");
        }
        return open(directory);
    }

    /**
     * Opens the store that a directory is.
     *
     * @param directory may itself be a symbolic link; below it, links are refused
     * @throws dev.lifeboat.error.LifeboatException STORE_UNREACHABLE if there is no such directory, or its marker is not
     *     there
     */
    public static DirectoryStore open(Path directory) {
        DirectoryFailure failure = failure(directory);
        try {
            if (!StoreMarker.isIn(directory)) {
                throw failure.gone("nothing is read or written");
            }
            Path path = directory.toRealPath();
            Placement placement = StoreMarker.readFrom(path).placement();
            return new DirectoryStore(new DirectoryRoot(path, ignoresCase(path), failure), placement);
        } catch (IOException e) {
            throw failure.of(e, "nothing is read or written");
        }
    }

    @Override
    public ObjectUpload create(ObjectKey key) {
        String consequence = "object %s is not stored".formatted(key);
        root.requirePresent(consequence);
        try {
            return upload(key);
        } catch (IOException e) {
            throw root.failure().of(e, consequence);
        }
    }

    private ObjectUpload upload(ObjectKey key) throws IOException {
        for (int creation = 1; creation < CREATIONS; creation++) {
            try {
                return new DirectoryUpload(root, placement, key, folders.prepare(key));
            } catch (NoSuchFileException e) {
                root.requirePresent("object %s is not stored".formatted(key));
            }
        }
        return new DirectoryUpload(root, placement, key, folders.prepare(key));
    }

    @Override
    public InputStream read(ObjectKey key) {
        String consequence = "object %s is not read".formatted(key);
        try {
            StoreEntry object =
                    object(key, consequence).orElseThrow(() -> root.failure().missing(key));
            InputStream file = Files.newInputStream(root.resolve(key.value()), LinkOption.NOFOLLOW_LINKS);
            return new DirectoryInput(key, object.attributes().size(), file, root.failure());
        } catch (NoSuchFileException e) {
            root.requirePresent(consequence);
            throw root.failure().missing(key);
        } catch (IOException e) {
            throw root.failure().of(e, consequence);
        }
    }

    @Override
    public Optional<ObjectStatus> status(ObjectKey key) {
        String consequence = "object %s is not looked up".formatted(key);
        try {
            return object(key, consequence).map(StoreEntry::status);
        } catch (IOException e) {
            throw root.failure().of(e, consequence);
        }
    }

    @Override
    public Stream<ObjectStatus> list(String prefix) {
        return StreamSupport.stream(new DirectoryListing(root, new ListPrefix(prefix)), false);
    }

    @Override
    public Deletion delete(ObjectKey key) {
        String consequence = "object %s is not removed".formatted(key);
        root.requirePresent(consequence);
        try {
            new DirectoryRemoval(root).delete(key);
            return new Deletion.Deleted();
        } catch (IOException e) {
            throw root.failure().of(e, consequence);
        }
    }

    @Override
    public Stream<UnfinishedUpload> unfinished(String prefix) {
        String consequence = "what writers left unfinished is not found";
        root.requirePresent(consequence);
        try {
            return new DirectoryRemoval(root).unfinished(new ListPrefix(prefix)).stream();
        } catch (IOException e) {
            throw root.failure().of(e, consequence);
        }
    }

    @Override
    public void discard(UnfinishedUpload upload) {
        String consequence = "%s in %s is not removed".formatted(upload.id(), upload.place());
        root.requirePresent(consequence);
        try {
            new DirectoryRemoval(root).discard(upload);
        } catch (IOException e) {
            throw root.failure().of(e, consequence);
        }
    }

    @Override
    public String location() {
        return root.failure().location();
    }

    @Override
    public String toString() {
        return location();
    }

    private Optional<StoreEntry> object(ObjectKey key, String consequence) throws IOException {
        Optional<StoreEntry> found = root.find(key.value()).filter(entry -> !entry.isFolder());
        if (found.isEmpty()) {
            // Missing is an answer that only a store which is there can give.
            root.requirePresent(consequence);
        }
        return found;
    }

    private static DirectoryFailure failure(Path directory) {
        return new DirectoryFailure(directory.toAbsolutePath().toString());
    }

    private static void createRoot(Path directory) throws IOException {
        try {
            PrivateFiles.createFolder(directory);
            PrivateFiles.sync(directory.resolve(".."));
        } catch (FileAlreadyExistsException e) {
            // The usual case: a folder that the operator made, or a mounted disk.
        }
    }

    private static boolean ignoresCase(Path root) {
        return Files.exists(root.resolve(StoreMarker.NAME.toUpperCase(Locale.ROOT)), LinkOption.NOFOLLOW_LINKS);
    }

    /** The way that this file system allows: links where it has them. */
    private static Placement suited(Path directory) throws IOException {
        Path file = TemporaryName.in(directory);
        PrivateFiles.create(file).close();
        try {
            return hasLinks(file) ? Placement.LINK : Placement.CLAIM;
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static boolean hasLinks(Path file) throws IOException {
        Path link = file.resolveSibling(file.getFileName() + "-link");
        try {
            Files.createLink(link, file);
            return true;
        } catch (UnsupportedOperationException | FileSystemException e) {
            // FAT says "operation not permitted", others that it is not supported, or not implemented.
            return false;
        } finally {
            Files.deleteIfExists(link);
        }
    }
}
