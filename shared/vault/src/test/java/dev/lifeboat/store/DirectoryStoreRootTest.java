package dev.lifeboat.store;

import static dev.lifeboat.store.StoreActions.checksums;
import static dev.lifeboat.store.StoreActions.keys;
import static dev.lifeboat.store.StoreActions.put;
import static dev.lifeboat.store.StoreActions.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a directory is a store, and what happens when its disk is not there, or comes and goes. */
class DirectoryStoreRootTest {
    private static final ObjectKey KEY = new ObjectKey("shop/a");

    @TempDir
    private Path folder;

    @Test
    void aDirectoryIsNotAStoreUntilItIsMadeOne() {
        assertThatThrownBy(() -> DirectoryStore.open(folder))
                .isInstanceOfSatisfying(
                        LifeboatException.class,
                        failure -> assertThat(failure.toText()).isEqualTo("""
                                error [LB-101]: store %1$s is not there (no file .lifeboat-store): nothing is read or written
                                    hint: mount the disk or share that holds it, or, for a new store, run: lifeboat init --store %1$s""".formatted(folder)));
    }

    @Test
    void aDirectoryThatDoesNotExistIsNotCreatedByOpeningIt() {
        Path absent = folder.resolve("absent");
        assertUnreachable(absent, "nothing is read or written", () -> DirectoryStore.open(absent));
        assertThat(absent).doesNotExist();
    }

    @Test
    void makingAStoreCreatesItsFolderButNotThatOnesParent() {
        assertThat(DirectoryStore.initialize(folder.resolve("store")).location())
                .isEqualTo(folder.resolve("store").toString());
        Path deep = folder.resolve("absent/store");
        assertThatThrownBy(() -> DirectoryStore.initialize(deep))
                .hasMessage("store %1$s failed (%1$s: No such file or directory): it does not become a store", deep);
    }

    @Test
    void makingAStoreAgainOpensItAsItIs() {
        put(DirectoryStore.initialize(folder, Optional.of(Placement.CLAIM)), "a", "text");
        assertThat(text(DirectoryStore.initialize(folder), "a")).isEqualTo("text");
        assertThat(folder.resolve(StoreMarker.NAME)).content().contains("\"claim\"");
    }

    @Test
    void aFileSystemWithHardLinksUsesThem() {
        DirectoryStore.initialize(folder);
        assertThat(folder.resolve(StoreMarker.NAME)).hasContent("""
                {
                  "note" : "Lifeboat keeps backups in this folder: do not change or delete anything by hand",
                  "format" : 1,
                  "placement" : "link"
                }
                """);
    }

    @Test
    void aMarkerOfAnotherFormatIsRefused() throws IOException {
        Files.writeString(folder.resolve(StoreMarker.NAME), "{\"note\": \"\", \"format\": 2, \"placement\": \"link\"}");
        assertThatThrownBy(() -> DirectoryStore.open(folder))
                .hasMessage(
                        "store marker %s has format 2, this program reads format 1: the store is not opened",
                        folder.resolve(StoreMarker.NAME));
    }

    @Test
    void aMarkerThatIsNotOneIsRefused() throws IOException {
        Files.writeString(folder.resolve(StoreMarker.NAME), "{}");
        assertThatThrownBy(() -> DirectoryStore.open(folder))
                .isInstanceOfSatisfying(
                        LifeboatException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.DOCUMENT_MALFORMED));
    }

    @Test
    void aStoreThatVanishedIsUnreachableAndNothingIsCreatedInItsPlace() throws IOException {
        DirectoryStore store = mountedStore();
        Files.move(folder.resolve("mount"), folder.resolve("unmounted"));
        assertNothingWorks(store);
        assertThat(folder.resolve("mount")).doesNotExist();
    }

    @Test
    void anEmptyMountPointIsNotTakenForAnEmptyStore() throws IOException {
        DirectoryStore store = mountedStore();
        Files.move(folder.resolve("mount"), folder.resolve("unmounted"));
        Files.createDirectory(folder.resolve("mount"));
        assertNothingWorks(store);
        assertThat(folder.resolve("mount")).isEmptyDirectory();
    }

    @Test
    void aStoreThatCameBackWorksAgain() throws IOException {
        DirectoryStore store = mountedStore();
        Files.move(folder.resolve("mount"), folder.resolve("unmounted"));
        Files.move(folder.resolve("unmounted"), folder.resolve("mount"));
        assertThat(text(store, "shop/a")).isEqualTo("text");
    }

    @Test
    void aStoreThatVanishesBeforeACommitStoresNothing() throws IOException {
        DirectoryStore store = mountedStore();
        ObjectUpload upload = store.create(new ObjectKey("shop/b"));
        Files.delete(folder.resolve("mount").resolve(StoreMarker.NAME));
        assertUnreachable(
                folder.resolve("mount"), "object shop/b is not stored", () -> upload.commit(checksums(new byte[0])));
        assertThat(folder.resolve("mount/shop")).isDirectoryNotContaining("glob:**/b");
    }

    @Test
    void aListingDuringWhichTheStoreVanishesFails() throws IOException {
        DirectoryStore store = mountedStore();
        put(store, "shop/data/b", "text");
        try (var objects = store.list("")) {
            var listing = objects.iterator();
            assertThat(listing.next().key()).isEqualTo(KEY);
            Files.move(folder.resolve("mount"), folder.resolve("unmounted"));
            assertUnreachable(folder.resolve("mount"), "its objects are not listed", listing::next);
        }
    }

    private DirectoryStore mountedStore() {
        DirectoryStore store = DirectoryStore.initialize(folder.resolve("mount"));
        put(store, "shop/a", "text");
        return store;
    }

    private void assertNothingWorks(DirectoryStore store) {
        Path mount = folder.resolve("mount");
        assertUnreachable(mount, "object shop/a is not read", () -> text(store, "shop/a"));
        assertUnreachable(mount, "object shop/a is not looked up", () -> store.status(KEY));
        assertUnreachable(mount, "object shop/a is not stored", () -> store.create(KEY));
        assertUnreachable(mount, "its objects are not listed", () -> keys(store, ""));
        assertUnreachable(mount, "its objects are not listed", () -> keys(store, "shop/"));
    }

    private static void assertUnreachable(Path root, String consequence, Callable<?> action) {
        assertThatThrownBy(action::call)
                .hasMessage("store %s is not there (no file .lifeboat-store): %s", root, consequence)
                .extracting("code")
                .isEqualTo(ErrorCode.STORE_UNREACHABLE);
    }
}
