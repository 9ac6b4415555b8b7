package dev.lifeboat.store;

import static dev.lifeboat.store.StoreActions.bytes;
import static dev.lifeboat.store.StoreActions.checksums;
import static dev.lifeboat.store.StoreActions.keys;
import static dev.lifeboat.store.StoreActions.noise;
import static dev.lifeboat.store.StoreActions.put;
import static dev.lifeboat.store.StoreActions.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks that are full or read-only, and folders that deny access. */
class DirectoryStoreTroubleTest {
    @TempDir
    private Path folder;

    @Test
    void aFullDiskIsSaidAndStoresNothing() throws Exception {
        try (SmallDisk disk = SmallDisk.at(folder)) {
            DirectoryStore store = DirectoryStore.initialize(disk.mount());
            put(store, "shop/a", noise(500_000));
            LifeboatException failure = failureOf(() -> put(store, "shop/b", noise(900_000)));
            assertThat(failure.toText()).isEqualTo("""
                    error [LB-105]: store %s is full (No space left on device): object shop/b is not stored
                        hint: free some space or enlarge the disk, then run the command again""".formatted(folder));
            assertThat(keys(store, "")).containsExactly("shop/a");
            put(store, "shop/c", noise(300_000));
            assertThat(bytes(store, "shop/a")).isEqualTo(noise(500_000));
        }
    }

    @Test
    void anUploadEndsWhenTheDiskIsFull() throws Exception {
        try (SmallDisk disk = SmallDisk.at(folder)) {
            ObjectUpload upload = DirectoryStore.initialize(disk.mount()).create(new ObjectKey("a"));
            assertThat(failureOf(() -> {
                                upload.write(noise(2_000_000), 0, 2_000_000);
                                return "";
                            })
                            .code())
                    .isEqualTo(ErrorCode.STORE_FULL);
            assertThatThrownBy(() -> upload.commit(checksums(new byte[0]))).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aReadOnlyDiskCanBeReadAndDeniesWriting() throws Exception {
        try (SmallDisk disk = SmallDisk.at(folder)) {
            DirectoryStore store = DirectoryStore.initialize(disk.mount());
            put(store, "a", "text");
            disk.makeReadOnly();
            assertThat(text(store, "a")).isEqualTo("text");
            LifeboatException failure = failureOf(() -> put(store, "b", "text"));
            assertThat(failure.code()).isEqualTo(ErrorCode.STORE_DENIED);
            assertThat(failure)
                    .message()
                    .startsWith("store %1$s denies access (%1$s/.tmp-".formatted(folder))
                    .endsWith(": Read-only file system): object b is not stored");
        }
    }

    @Test
    void aDiskThatIsTakenAwayIsUnreachableNotEmpty() throws Exception {
        SmallDisk disk = SmallDisk.at(folder);
        DirectoryStore store = DirectoryStore.initialize(disk.mount());
        put(store, "a", "text");
        disk.close();
        assertThat(failureOf(() -> keys(store, "")).code()).isEqualTo(ErrorCode.STORE_UNREACHABLE);
        assertThat(failureOf(() -> put(store, "b", "text")).code()).isEqualTo(ErrorCode.STORE_UNREACHABLE);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFolderThatMayNotBeListedFailsTheListing() throws Exception {
        DirectoryStore store = deniedStore("-wx------");
        assertDenied("shop", "its objects are not listed", () -> keys(store, ""));
    }

    @Test
    void aFolderThatMayNotBeWrittenDeniesTheObject() throws Exception {
        DirectoryStore store = deniedStore("r-x------");
        LifeboatException failure = failureOf(() -> OrdinaryUser.run(() -> put(store, "shop/b", "text")));
        assertThat(failure.code()).isEqualTo(ErrorCode.STORE_DENIED);
        assertThat(failure).message().endsWith(": Permission denied): object shop/b is not stored");
    }

    @Test
    void aFolderThatMayNotBeEnteredDoesNotMakeItsObjectsMissing() throws Exception {
        DirectoryStore store = deniedStore("---------");
        assertDenied("shop/a", "object shop/a is not read", () -> text(store, "shop/a"));
        assertDenied("shop/a", "object shop/a is not looked up", () -> store.status(new ObjectKey("shop/a")));
    }

    @Test
    void anObjectThatMayNotBeReadIsDenied() throws Exception {
        DirectoryStore store = DirectoryStore.initialize(folder);
        put(store, "shop/a", "text");
        mode("shop/a", "-w-------");
        assertDenied("shop/a", "object shop/a is not read", () -> text(store, "shop/a"));
    }

    @Test
    void aRootThatMayNotBeEnteredIsDeniedNotGone() throws Exception {
        DirectoryStore store = DirectoryStore.initialize(folder);
        mode("", "---------");
        assertDenied(StoreMarker.NAME, "its objects are not listed", () -> keys(store, ""));
        assertDenied(StoreMarker.NAME, "nothing is read or written", () -> DirectoryStore.open(folder));
        mode("", "rwx------");
    }

    private DirectoryStore deniedStore(String mode) throws IOException {
        DirectoryStore store = DirectoryStore.initialize(folder);
        put(store, "shop/a", "text");
        mode("shop", mode);
        return store;
    }

    private void mode(String file, String mode) throws IOException {
        Files.setPosixFilePermissions(folder.resolve(file), PosixFilePermissions.fromString(mode));
    }

    private void assertDenied(String file, String consequence, Callable<?> action) {
        LifeboatException failure = failureOf(() -> OrdinaryUser.run(action));
        assertThat(failure)
                .hasMessage(
                        "store %s denies access (%s: Permission denied): %s",
                        folder, folder.resolve(file), consequence);
        assertThat(failure.hint())
                .isEqualTo(
                        "let user %s read and write the whole folder; see its owner, its modes and how it is mounted",
                        System.getProperty("user.name"));
    }

    private static LifeboatException failureOf(Callable<?> action) {
        try {
            action.call();
        } catch (LifeboatException e) {
            return e;
        } catch (Exception e) {
            throw new AssertionError("expected a LifeboatException", e);
        }
        throw new AssertionError("nothing failed");
    }
}
