package dev.lifeboat.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Makes the folders that objects need, and makes sure that they survive a power cut. */
final class DirectoryFolders {
    private final DirectoryRoot root;

    /** Folders that this process knows to survive, so that it flushes each one's parent only once. */
    private final Set<String> durable = ConcurrentHashMap.newKeySet();

    DirectoryFolders(DirectoryRoot root) {
        this.root = root;
    }

    /** The folder of an object; every folder on the way to it is there and durable when this returns. */
    Path prepare(ObjectKey key) throws IOException {
        String relative = key.value();
        Path folder = root.path();
        for (int slash = relative.indexOf('/'); slash >= 0; slash = relative.indexOf('/', slash + 1)) {
            folder = prepare(key, relative.substring(0, slash), folder);
        }
        return folder;
    }

    private Path prepare(ObjectKey key, String relative, Path parent) throws IOException {
        Path folder = root.resolve(relative);
        boolean made = root.lookUp(relative).isEmpty() && make(folder);
        if (root.lookUp(relative).filter(StoreEntry::isFolder).isEmpty()) {
            throw root.failure().clash(key, "another file or folder");
        }
        // Also where another writer made it: an object is no more durable than its folder.
        if (made || !durable.contains(relative)) {
            PrivateFiles.sync(parent);
            durable.add(relative);
        }
        return folder;
    }

    private static boolean make(Path folder) throws IOException {
        try {
            PrivateFiles.createFolder(folder);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }
}
