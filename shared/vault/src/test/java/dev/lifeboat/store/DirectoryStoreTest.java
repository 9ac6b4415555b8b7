package dev.lifeboat.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract on a directory with hard links. That every flush happens before what depends on it cannot be tested
 * without cutting the power of a machine: DirectoryUpload's and DirectoryFolders' order of calls is by review.
 */
class DirectoryStoreTest extends ObjectStoreContract {
    @TempDir
    private Path folder;

    @Override
    protected DeletingStore emptyStore() {
        return DirectoryStore.initialize(folder.resolve("store"));
    }
}
