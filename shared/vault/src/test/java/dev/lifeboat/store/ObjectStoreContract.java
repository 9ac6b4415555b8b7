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
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store keeps. A store's own test extends this one and says how to make an empty store. */
public abstract class ObjectStoreContract {
    private static final ObjectKey KEY = new ObjectKey("shop/backups/one/data/0000/000001.copy.zst.pgp");
    private static final int RACES = 40;
    private static final int WRITERS = 3;

    private DeletingStore store;

    /** A store without objects, for one test. */
    protected abstract DeletingStore emptyStore() throws IOException;

    /** How many objects make the store list in more than one step. */
    protected int manyObjects() {
        return 1100;
    }

    /** Whether the store says when an unfinished upload began. Only an emulator of one may not. */
    protected boolean datesUploads() {
        return true;
    }

    @BeforeEach
    final void startEmpty() throws IOException {
        store = emptyStore();
    }

    /** The store of the running test. */
    protected final DeletingStore store() {
        return store;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_537, 20 << 20})
    final void whatWasCommittedIsReadByteForByte(int length) {
        byte[] content = noise(length);
        assertThat(put(store, KEY.value(), content)).isInstanceOf(CreateOutcome.Created.class);
        assertThat(bytes(store, KEY.value())).isEqualTo(content);
    }

    @Test
    final void anEmptyObjectMayBeCommittedWithoutAWrite() {
        try (ObjectUpload upload = store.create(KEY)) {
            upload.commit(checksums(new byte[0]));
        }
        assertThat(bytes(store, KEY.value())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 4093, 70_001})
    final void oddPiecesMakeOneObject(int piece) {
        byte[] content = noise(200 * piece + piece / 2);
        try (ObjectUpload upload = store.create(KEY)) {
            for (int from = 0; from < content.length; from += piece) {
                upload.write(content, from, Math.min(piece, content.length - from));
            }
            upload.commit(checksums(content));
        }
        assertThat(bytes(store, KEY.value())).isEqualTo(content);
    }

    @Test
    final void singleBytesAndSlicesOfAnArrayMakeOneObject() {
        byte[] around = "--middle--".getBytes(StandardCharsets.UTF_8);
        try (ObjectUpload upload = store.create(KEY)) {
            upload.write('<');
            upload.write(around, 2, 6);
            upload.write(around, 2, 0);
            upload.write(0x3e);
            upload.commit(checksums("<middle>".getBytes(StandardCharsets.UTF_8)));
        }
        assertThat(text(store, KEY.value())).isEqualTo("<middle>");
    }

    @Test
    final void theWritersArrayMayBeReusedAfterAWrite() {
        byte[] array = "first".getBytes(StandardCharsets.UTF_8);
        try (ObjectUpload upload = store.create(KEY)) {
            upload.write(array, 0, array.length);
            Arrays.fill(array, (byte) 'x');
            upload.commit(checksums("first".getBytes(StandardCharsets.UTF_8)));
        }
        assertThat(text(store, KEY.value())).isEqualTo("first");
    }

    @Test
    final void readingByOddMeansGivesTheSameBytes() throws IOException {
        byte[] content = noise(100_000);
        put(store, KEY.value(), content);
        try (InputStream object = store.read(KEY)) {
            assertThat(object.read()).isEqualTo(Byte.toUnsignedInt(content[0]));
            assertThat(object.read(new byte[3], 1, 0)).isZero();
            object.skipNBytes(50_000);
            assertThat(object.readNBytes(49_998)).containsExactly(Arrays.copyOfRange(content, 50_001, 99_999));
            assertThat(object.read()).isEqualTo(Byte.toUnsignedInt(content[99_999]));
            assertThat(object.read()).isEqualTo(-1);
            assertThat(object.read(new byte[3], 0, 3)).isEqualTo(-1);
        }
    }

    @Test
    final void anObjectMayBeReadByManyAtOnceAndClosedEarly() throws IOException {
        put(store, KEY.value(), noise(300_000));
        try (InputStream one = store.read(KEY);
                InputStream other = store.read(KEY)) {
            assertThat(one.readNBytes(1000)).isEqualTo(other.readNBytes(1000));
        }
    }

    @Test
    final void nothingIsVisibleBeforeTheCommit() {
        try (ObjectUpload upload = store.create(KEY)) {
            upload.write(noise(100_000), 0, 100_000);
            assertAbsent(KEY);
        }
    }

    @Test
    final void closingWithoutACommitDiscards() {
        ObjectUpload upload = store.create(KEY);
        upload.write(noise(100_000), 0, 100_000);
        upload.close();
        upload.close();
        assertAbsent(KEY);
    }

    @Test
    final void whatWasDiscardedCanBeCreatedLater() {
        store.create(KEY).close();
        assertThat(put(store, KEY.value(), "second")).isInstanceOf(CreateOutcome.Created.class);
        assertThat(text(store, KEY.value())).isEqualTo("second");
    }

    @Test
    final void closingAfterACommitLeavesTheObject() {
        ObjectUpload upload = store.create(KEY);
        upload.commit(checksums(new byte[0]));
        upload.close();
        upload.close();
        assertThat(store.status(KEY)).isPresent();
    }

    @Test
    final void theSecondWriterIsToldAndTheFirstBytesRemain() {
        put(store, KEY.value(), "first");
        ObjectStatus before = store.status(KEY).orElseThrow();
        assertThat(put(store, KEY.value(), "second, and longer")).isEqualTo(new CreateOutcome.AlreadyThere(KEY));
        assertThat(text(store, KEY.value())).isEqualTo("first");
        assertThat(store.status(KEY)).contains(before);
    }

    @Test
    final void theSameBytesAgainAreAlreadyThereToo() {
        put(store, KEY.value(), "same");
        assertThat(put(store, KEY.value(), "same")).isEqualTo(new CreateOutcome.AlreadyThere(KEY));
    }

    @Test
    final void ofTwoOpenUploadsTheFirstToCommitWins() {
        try (ObjectUpload early = store.create(KEY);
                ObjectUpload late = store.create(KEY)) {
            early.write('e');
            late.write('l');
            assertThat(late.commit(checksums(new byte[] {'l'}))).isInstanceOf(CreateOutcome.Created.class);
            assertThat(early.commit(checksums(new byte[] {'e'}))).isInstanceOf(CreateOutcome.AlreadyThere.class);
        }
        assertThat(text(store, KEY.value())).isEqualTo("l");
    }

    @Test
    final void ofWritersAtTheSameTimeExactlyOneWins() throws Exception {
        try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
            for (int race = 0; race < RACES; race++) {
                String key = "shop/race/" + race;
                CyclicBarrier start = new CyclicBarrier(WRITERS);
                List<Future<CreateOutcome>> outcomes = writers.invokeAll(IntStream.range(0, WRITERS)
                        .mapToObj(writer -> racer(key, start, writer))
                        .toList());
                assertThat(text(store, key)).isEqualTo("writer " + onlyWinner(outcomes));
            }
        }
    }

    private Callable<CreateOutcome> racer(String key, CyclicBarrier start, int writer) {
        return () -> {
            start.await();
            return put(store, key, "writer " + writer);
        };
    }

    private static int onlyWinner(List<Future<CreateOutcome>> outcomes) throws Exception {
        List<Integer> winners = new ArrayList<>();
        for (int writer = 0; writer < outcomes.size(); writer++) {
            if (outcomes.get(writer).get() instanceof CreateOutcome.Created) {
                winners.add(writer);
            }
        }
        assertThat(winners).hasSize(1);
        return winners.getFirst();
    }

    @Test
    final void manyUploadsMayBeOpenAtOnce() {
        List<ObjectUpload> uploads = IntStream.range(0, 50)
                .mapToObj(n -> store.create(new ObjectKey("shop/many/" + n)))
                .toList();
        for (int n = 0; n < uploads.size(); n++) {
            uploads.get(n).write(n);
        }
        for (int n = 0; n < uploads.size(); n++) {
            uploads.get(n).commit(checksums(new byte[] {(byte) n}));
        }
        assertThat(keys(store, "shop/many/")).hasSize(50);
        assertThat(bytes(store, "shop/many/49")).containsExactly(49);
    }

    @Test
    final void aWrongChecksumStoresNothing() {
        assertNothingStored("bytes", checksums("bytez".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    final void aWrongLengthStoresNothing() {
        Checksums right = checksums("bytes".getBytes(StandardCharsets.UTF_8));
        assertNothingStored("bytes", new Checksums(6, right.sha256(), right.crc32c()));
    }

    @Test
    final void bytesThatNeverCameStoreNothing() {
        assertNothingStored("", checksums("bytes".getBytes(StandardCharsets.UTF_8)));
    }

    private void assertNothingStored(String sent, Checksums expected) {
        byte[] content = sent.getBytes(StandardCharsets.UTF_8);
        try (ObjectUpload upload = store.create(KEY)) {
            upload.write(content, 0, content.length);
            assertFailsWith(ErrorCode.OBJECT_DAMAGED, () -> upload.commit(expected));
        }
        assertAbsent(KEY);
        assertThat(put(store, KEY.value(), "right")).isInstanceOf(CreateOutcome.Created.class);
    }

    @Test
    final void anUploadEndsWithItsCommit() {
        ObjectUpload upload = store.create(KEY);
        upload.write('a');
        Checksums sums = checksums(new byte[] {'a'});
        upload.commit(sums);
        assertEnded(upload, sums);
        assertThat(text(store, KEY.value())).isEqualTo("a");
    }

    @Test
    final void anUploadEndsWithACommitThatFails() {
        ObjectUpload upload = store.create(KEY);
        upload.write('a');
        assertThatThrownBy(() -> upload.commit(checksums(new byte[0]))).isInstanceOf(LifeboatException.class);
        assertEnded(upload, checksums(new byte[] {'a'}));
        assertAbsent(KEY);
    }

    @Test
    final void anUploadEndsWithItsClose() {
        ObjectUpload upload = store.create(KEY);
        upload.close();
        assertEnded(upload, checksums(new byte[0]));
        assertAbsent(KEY);
    }

    private static void assertEnded(ObjectUpload upload, Checksums sums) {
        assertThatThrownBy(() -> upload.write('b')).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> upload.commit(sums)).isInstanceOf(IllegalStateException.class);
        upload.close();
    }

    @Test
    final void statusIsWhatTheCommitSaid() {
        CreateOutcome outcome = put(store, KEY.value(), "12345");
        ObjectStatus status = store.status(KEY).orElseThrow();
        assertThat(outcome).isEqualTo(new CreateOutcome.Created(status));
        assertThat(status.key()).isEqualTo(KEY);
        assertThat(status.bytes()).isEqualTo(5);
        assertThat(Duration.between(status.storedAt(), Instant.now()).abs()).isLessThan(Duration.ofMinutes(10));
        assertThat(listed("")).containsExactly(status);
    }

    @Test
    final void whatIsNotThereIsMissing() {
        put(store, "shop/a", "a");
        assertAbsent(new ObjectKey("shop/b"));
        assertAbsent(new ObjectKey("shop/A"));
        assertAbsent(new ObjectKey("shop"));
        assertAbsent(new ObjectKey("shop/a/b"));
        assertAbsent(new ObjectKey("elsewhere/a"));
    }

    @Test
    final void aListIsInTheOrderOfWholeKeys() {
        List<String> ordered =
                List.of("a-b/x", "a.b", "a/b", "a/b-c", "a/b.c", "a/b0", "a0", "aB", "ab", "b/a/z", "b/b");
        ordered.reversed().forEach(key -> put(store, key, key));
        assertThat(keys(store, "")).isEqualTo(ordered).isSorted();
    }

    @Test
    final void aPrefixListsWhatBeginsWithItAndNothingElse() {
        List.of("a/b/1", "a/b/c/2", "a/b-c/3", "a/bc/4", "a/5", "b/a/b/6").forEach(key -> put(store, key, key));
        assertThat(keys(store, "a/b/")).containsExactly("a/b/1", "a/b/c/2");
        assertThat(keys(store, "a/")).containsExactly("a/5", "a/b-c/3", "a/b/1", "a/b/c/2", "a/bc/4");
        assertThat(keys(store, "a/b/c/")).containsExactly("a/b/c/2");
    }

    @Test
    final void aListOfNothingIsEmpty() {
        assertThat(keys(store, "")).isEmpty();
        put(store, "a/b", "b");
        assertThat(keys(store, "c/")).isEmpty();
        assertThat(keys(store, "A/")).isEmpty();
        assertThat(keys(store, "a/b/")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "/", "/a/", "a//", "../", "a/../", ".tmp/"})
    final void aPrefixThatIsNotAFolderIsRefused(String prefix) {
        assertThatThrownBy(() -> store.list(prefix).close())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a prefix is empty, or a key and '/', not '%s'", prefix);
    }

    @Test
    final void manyObjectsAreAllListedInOrder() {
        List<String> all = IntStream.range(0, manyObjects())
                .mapToObj(n -> "shop/data/%04d/%06d".formatted(n / 400, n))
                .toList();
        all.reversed().parallelStream().forEach(key -> put(store, key, ""));
        assertThat(keys(store, "shop/data/")).isEqualTo(all);
    }

    @Test
    final void aListMayBeClosedBeforeItsEnd() {
        List.of("a", "b", "c").forEach(key -> put(store, key, key));
        try (Stream<ObjectStatus> objects = store.list("")) {
            assertThat(objects.limit(2).map(ObjectStatus::key)).containsExactly(new ObjectKey("a"), new ObjectKey("b"));
        }
    }

    @Test
    final void theLongestKeyCanBeStored() {
        String component = "k".repeat(200);
        String key = String.join("/", component, component, component, component, "k".repeat(96));
        put(store, key, "long");
        assertThat(text(store, key)).isEqualTo("long");
        assertThat(keys(store, "")).containsExactly(key);
    }

    @Test
    final void whatWasRemovedIsGoneAndItsNameIsFree() {
        put(store, KEY.value(), "first");
        put(store, KEY.value() + "2", "second");
        assertThat(store.delete(KEY)).isEqualTo(new Deletion.Deleted());
        assertAbsent(KEY);
        assertThat(keys(store, "")).containsExactly(KEY.value() + "2");
        assertThat(put(store, KEY.value(), "again")).isInstanceOf(CreateOutcome.Created.class);
        assertThat(text(store, KEY.value())).isEqualTo("again");
    }

    @Test
    final void removingWhatIsNotThereIsDone() {
        assertThat(store.delete(KEY)).isEqualTo(new Deletion.Deleted());
        put(store, KEY.value() + "2", "other");
        assertThat(store.delete(KEY)).isEqualTo(new Deletion.Deleted());
        assertThat(keys(store, "")).containsExactly(KEY.value() + "2");
    }

    @Test
    final void objectsAreRemovedAndCreatedInOneFolderAtOnce() throws Exception {
        try (ExecutorService both = Executors.newFixedThreadPool(2)) {
            List<Future<Object>> done = both.invokeAll(List.of(
                    () -> {
                        for (int n = 0; n < RACES; n++) {
                            put(store, "shop/backups/one/data/" + n, "created");
                        }
                        return "created";
                    },
                    () -> {
                        for (int n = 0; n < RACES; n++) {
                            put(store, "shop/backups/one/data/x" + n, "removed");
                            store.delete(new ObjectKey("shop/backups/one/data/x" + n));
                        }
                        return "removed";
                    }));
            for (Future<Object> one : done) {
                one.get();
            }
        }
        assertThat(keys(store, "shop/backups/one/data/")).hasSize(RACES);
    }

    /** Of 20 MB, so that a store that sends parts has sent some. */
    @Test
    final void anUploadThatWasLeftOpenIsFoundAndCanBeDiscarded() {
        put(store, KEY.value() + "2", "finished");
        ObjectUpload left = store.create(KEY);
        left.write(noise(20 << 20), 0, 20 << 20);
        List<UnfinishedUpload> found = unfinished("shop/");
        assertThat(found).hasSize(1);
        assertThat(found.getFirst().place()).startsWith("shop/backups/one/data/0000");
        if (datesUploads()) {
            assertThat(Duration.between(found.getFirst().at(), Instant.now()).abs())
                    .isLessThan(Duration.ofMinutes(10));
        }
        assertThat(unfinished("shop/backups/one/data/0000/")).isEqualTo(found);
        assertThat(unfinished("shop/backups/two/")).isEmpty();

        store.discard(found.getFirst());
        assertThat(unfinished("")).isEmpty();
        store.discard(found.getFirst());
        assertThatThrownBy(() -> left.commit(checksums(noise(20 << 20)))).isInstanceOf(RuntimeException.class);
        left.close();
        assertAbsent(KEY);
        assertThat(text(store, KEY.value() + "2")).isEqualTo("finished");
    }

    @Test
    final void anUploadThatHasEndedIsNotUnfinished() {
        put(store, KEY.value(), noise(20 << 20));
        ObjectUpload discarded = store.create(new ObjectKey("shop/other"));
        discarded.write(noise(20 << 20), 0, 20 << 20);
        discarded.close();
        assertThat(unfinished("")).isEmpty();
    }

    private List<UnfinishedUpload> unfinished(String prefix) {
        try (Stream<UnfinishedUpload> uploads = store.unfinished(prefix)) {
            return uploads.toList();
        }
    }

    @Test
    final void theLocationSaysWhereTheStoreIs() {
        assertThat(store.location()).isNotBlank();
    }

    private List<ObjectStatus> listed(String prefix) {
        try (Stream<ObjectStatus> objects = store.list(prefix)) {
            return objects.toList();
        }
    }

    private void assertAbsent(ObjectKey key) {
        assertThat(store.status(key)).isEmpty();
        assertThat(keys(store, "")).doesNotContain(key.value());
        assertFailsWith(ErrorCode.OBJECT_MISSING, () -> bytes(store, key.value()));
    }

    /** Runs something that has to fail with a code. */
    protected static void assertFailsWith(ErrorCode code, Callable<?> action) {
        assertThatThrownBy(action::call).isInstanceOfSatisfying(LifeboatException.class, failure -> {
            assertThat(failure.code()).as(failure.toText()).isEqualTo(code);
            assertThat(failure.hint()).isNotBlank();
        });
    }
}
