package dev.lifeboat.store;

import static dev.lifeboat.store.StoreActions.bytes;
import static dev.lifeboat.store.StoreActions.checksums;
import static dev.lifeboat.store.StoreActions.keys;
import static dev.lifeboat.store.StoreActions.noise;
import static dev.lifeboat.store.StoreActions.put;
import static dev.lifeboat.store.StoreActions.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a directory store does with its files, and with files that are not its own. */
class DirectoryStoreFilesTest {
    private static final ObjectKey KEY = new ObjectKey("shop/data/a");

    @TempDir
    private Path folder;

    private Path root;
    private DirectoryStore store;

    @BeforeEach
    void makeStore() {
        root = folder.resolve("store");
        store = DirectoryStore.initialize(root);
    }

    @Test
    void onlyTheOwnerCanUseFilesAndFolders() throws IOException {
        put(store, "shop/data/a", "text");
        assertThat(mode(root)).isEqualTo("rwx------");
        assertThat(mode(root.resolve("shop"))).isEqualTo("rwx------");
        assertThat(mode(root.resolve("shop/data"))).isEqualTo("rwx------");
        assertThat(mode(root.resolve("shop/data/a"))).isEqualTo("rw-------");
        assertThat(mode(root.resolve(StoreMarker.NAME))).isEqualTo("rw-------");
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void aCommitLeavesTheObjectAndNoTemporary() throws IOException {
        put(store, "shop/data/a", "first");
        put(store, "shop/data/a", "second");
        store.create(KEY).close();
        assertThat(root.resolve("shop/data")).isDirectoryNotContaining("glob:**.tmp*");
        assertThat(Files.getAttribute(root.resolve("shop/data/a"), "unix:nlink"))
                .isEqualTo(1);
    }

    @Test
    void aKilledWritersTemporaryIsInvisible() {
        ObjectUpload killed = store.create(KEY);
        killed.write(noise(1000), 0, 1000);
        DirectoryStore next = DirectoryStore.open(root);
        assertThat(keys(next, "")).isEmpty();
        assertThat(put(next, KEY.value(), "text")).isInstanceOf(CreateOutcome.Created.class);
        assertThat(keys(next, "")).containsExactly("shop/data/a");
    }

    @Test
    void twoProgramsOnOneDirectoryCannotBothWin() throws Exception {
        DirectoryStore other = DirectoryStore.open(root);
        try (ExecutorService programs = Executors.newFixedThreadPool(2)) {
            for (int race = 0; race < 200; race++) {
                String key = "shop/race-%d/manifest".formatted(race);
                List<Callable<CreateOutcome>> both = List.of(() -> put(store, key, "1"), () -> put(other, key, "2"));
                var outcomes = programs.invokeAll(both);
                boolean first = outcomes.getFirst().get() instanceof CreateOutcome.Created;
                boolean second = outcomes.getLast().get() instanceof CreateOutcome.Created;
                assertThat(first).isNotEqualTo(second);
                assertThat(text(store, key)).isEqualTo(first ? "1" : "2");
            }
        }
    }

    @Test
    void storedAtIsTheFilesOwnTime() throws IOException {
        put(store, KEY.value(), "text");
        assertThat(store.status(KEY).orElseThrow().storedAt())
                .isEqualTo(Files.getLastModifiedTime(root.resolve(KEY.value())).toInstant());
    }

    @Test
    void filesThatNoKeyCouldNameArePassedOver() throws IOException {
        put(store, "shop/a", "a");
        Files.writeString(root.resolve("shop/.hidden"), "");
        Files.writeString(root.resolve("shop/two words"), "");
        Files.writeString(root.resolve("shop/" + "l".repeat(201)), "");
        Files.createDirectories(root.resolve("lost+found/a"));
        Files.writeString(root.resolve("lost+found/a/b"), "");
        Files.createSymbolicLink(root.resolve(".elsewhere"), folder);
        assertThat(keys(store, "")).containsExactly("shop/a");
    }

    @Test
    void emptyFoldersAreNoObjects() throws IOException {
        Files.createDirectories(root.resolve("shop/data"));
        assertThat(keys(store, "")).isEmpty();
        assertThat(store.status(new ObjectKey("shop/data"))).isEmpty();
    }

    @Test
    void theRootMayBeASymbolicLink() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), root);
        put(DirectoryStore.open(link), "a", "text");
        assertThat(text(store, "a")).isEqualTo("text");
        assertThat(DirectoryStore.open(link).location()).isEqualTo(link.toString());
    }

    @Test
    void aFolderThatIsASymbolicLinkIsNotFollowed() throws IOException {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.writeString(outside.resolve("a"), "secret");
        Files.createSymbolicLink(root.resolve("shop"), outside);
        String message = "shop in store %s is a symbolic link, expected a regular file or a folder: it is not followed"
                .formatted(root);
        failureOf(() -> text(store, "shop/a")).hasMessage(message);
        failureOf(() -> store.status(new ObjectKey("shop/a"))).hasMessage(message);
        failureOf(() -> store.create(new ObjectKey("shop/b"))).hasMessage(message);
        failureOf(() -> keys(store, "")).hasMessage(message);
        failureOf(() -> keys(store, "shop/")).hasMessage(message);
        assertThat(outside).isDirectoryContaining("glob:**/a").isDirectoryNotContaining("glob:**/b");
    }

    @Test
    void anObjectThatIsASymbolicLinkIsNotFollowed() throws IOException {
        Path outside = Files.writeString(folder.resolve("outside"), "secret");
        Files.createSymbolicLink(root.resolve("a"), outside);
        String message = "a in store %s is a symbolic link, expected a regular file or a folder: it is not followed"
                .formatted(root);
        failureOf(() -> text(store, "a")).hasMessage(message);
        failureOf(() -> put(store, "a", "mine")).hasMessage(message);
        assertThat(keys(store, "")).containsExactly("a");
        assertThat(outside).hasContent("secret");
    }

    @Test
    void anObjectThatDanglesIsNotWrittenThrough() throws IOException {
        Files.createSymbolicLink(root.resolve("a"), folder.resolve("nowhere"));
        failureOf(() -> put(store, "a", "mine")).hasMessageContaining("a symbolic link");
        assertThat(folder.resolve("nowhere")).doesNotExist();
    }

    @Test
    void aSpecialFileIsNotOpened() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", root.resolve("a").toString())
                        .start()
                        .waitFor())
                .isZero();
        failureOf(() -> text(store, "a"))
                .hasMessage(
                        "a in store %s is a special file, expected a regular file or a folder: it is not followed",
                        root);
        assertThat(keys(store, "")).containsExactly("a");
    }

    @Test
    void anObjectCannotStandWhereAFolderIsNorBelowAnObject() {
        put(store, "shop/a", "a");
        failureOf(() -> put(store, "shop", "x"))
                .hasMessage("object shop in store %s needs a name that a folder has: it is not stored", root);
        failureOf(() -> put(store, "shop/a/b", "x"))
                .hasMessage(
                        "object shop/a/b in store %s needs a name that another file or folder has: it is not stored",
                        root);
        assertThat(keys(store, "")).containsExactly("shop/a");
    }

    @Test
    void anObjectThatShrinksWhileItIsReadIsDamaged() throws IOException {
        put(store, KEY.value(), noise(1000));
        try (InputStream object = store.read(KEY)) {
            Files.write(root.resolve(KEY.value()), noise(10));
            failureOf(object::readAllBytes)
                    .hasMessage(
                            "object shop/data/a in store %s ended after 10 bytes, it had 1000 when it was opened: it cannot be used",
                            root);
        }
    }

    @Test
    void bytesThatDifferFromTheirChecksumAreSaidInFull() {
        ObjectUpload upload = store.create(KEY);
        upload.write('a');
        failureOf(() -> upload.commit(checksums(new byte[0])))
                .hasMessage(
                        "object shop/data/a arrived in store %s as 1 bytes with CRC-32C c1d04330, its writer says 0 bytes with CRC-32C 00000000: it is not stored",
                        root);
    }

    @Test
    void anInterruptedWriterStoresNothing() {
        ObjectUpload upload = store.create(KEY);
        Thread.currentThread().interrupt();
        failureOf(() -> {
                    upload.write('a');
                    return "";
                })
                .hasMessage("store %s was left in the middle: object shop/data/a is not stored", root);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(keys(store, "")).isEmpty();
        assertThat(root.resolve("shop/data")).isEmptyDirectory();
    }

    @Test
    void aFolderThatIgnoresCaseIsSeenThroughByItsListing() throws IOException {
        put(store, "Shop", "text");
        assertThat(DirectoryRoot.hasExactName(root.resolve("Shop"))).isTrue();
        assertThat(DirectoryRoot.hasExactName(root.resolve("shop"))).isFalse();
    }

    @Test
    void aWideFolderIsListedWhole() throws IOException {
        Path wide = Files.createDirectories(root.resolve("shop/wide"));
        List<String> names =
                IntStream.range(0, 5000).mapToObj("%05d"::formatted).toList();
        for (String name : names) {
            Files.createFile(wide.resolve(name));
        }
        assertThat(keys(store, "shop/wide/"))
                .isEqualTo(names.stream().map(n -> "shop/wide/" + n).toList());
        assertThat(bytes(store, "shop/wide/04999")).isEmpty();
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> failureOf(Callable<?> action) {
        return assertThatThrownBy(action::call);
    }
}
