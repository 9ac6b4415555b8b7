package dev.lifeboat.store;

import static dev.lifeboat.store.StoreActions.checksums;
import static dev.lifeboat.store.StoreActions.keys;
import static dev.lifeboat.store.StoreActions.put;
import static dev.lifeboat.store.StoreActions.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a directory as it is used where the file system has no hard links. */
class ClaimingDirectoryStoreTest extends ObjectStoreContract {
    @TempDir
    private Path folder;

    @Override
    protected DeletingStore emptyStore() {
        return DirectoryStore.initialize(folder, Optional.of(Placement.CLAIM));
    }

    @Test
    void whoeverOpensTheStoreClaimsToo() throws IOException {
        assertThat(folder.resolve(StoreMarker.NAME)).content().contains("\"claim\"");
        put(DirectoryStore.open(folder), "shop/a", "text");
        assertThat(folder.resolve("shop/.claim-a")).isEmptyFile();
    }

    @Test
    void aClaimWhoseWriterDiedIsAnErrorThatSaysWhatToRemove() throws IOException {
        Path claim = Files.createDirectory(folder.resolve("shop")).resolve(".claim-a");
        Files.createFile(claim);
        assertThatThrownBy(() -> put(store(), "shop/a", "text"))
                .hasMessage(
                        "store %s has a claim of another writer that has not finished: object shop/a is not stored",
                        folder)
                .extracting("hint")
                .isEqualTo("run the command again; if no other backup is running, first remove " + claim);
        assertThat(keys(store(), "")).isEmpty();
        Files.delete(claim);
        put(store(), "shop/a", "text");
        assertThat(text(store(), "shop/a")).isEqualTo("text");
    }

    @Test
    void anObjectThatCameWithoutItsClaimIsNotReplaced() throws IOException {
        Files.writeString(folder.resolve("a"), "copied here by hand");
        assertThat(put(store(), "a", "text")).isInstanceOf(CreateOutcome.AlreadyThere.class);
        assertThat(text(store(), "a")).isEqualTo("copied here by hand");
    }

    @Test
    void aFailedRenameGivesTheClaimBack() throws IOException {
        ObjectUpload upload = store().create(new ObjectKey("a"));
        try (var files = Files.newDirectoryStream(folder, ".tmp-*")) {
            Files.delete(files.iterator().next());
        }
        assertThatThrownBy(() -> upload.commit(checksums(new byte[0]))).hasMessageContaining("a is not stored");
        assertThat(put(store(), "a", "text")).isInstanceOf(CreateOutcome.Created.class);
    }
}
