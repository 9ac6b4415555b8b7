package dev.lifeboat.store;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.store.StoreCall.Kind;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;
import java.util.stream.Stream;

/**
 * A store that counts and remembers every call and can fail at any; otherwise it is the store that it wraps.
 *
 * <p>Calls are numbered from 1. A test that must survive every cut-off runs its action once to learn {@link #calls()},
 * and then once for each number with {@link #failingAtCall}.
 */
public final class FaultyStore implements DeletingStore {
    private final ObjectStore store;
    private final List<StoreCall> calls = new CopyOnWriteArrayList<>();
    private final Map<ObjectKey, Long> bytesRead = new ConcurrentSkipListMap<>();
    private final Map<ObjectKey, Long> truncated = new ConcurrentHashMap<>();
    private final Map<ObjectKey, Long> corrupted = new ConcurrentHashMap<>();
    private volatile LongConsumer before = call -> {};
    private volatile LongPredicate failing = call -> false;
    private volatile LongPredicate losingAnswer = call -> false;

    public FaultyStore(ObjectStore store) {
        this.store = store;
    }

    /** That call throws STORE_UNREACHABLE and does nothing; those after it work again. */
    public FaultyStore failingAtCall(long number) {
        failing = call -> call == number;
        return this;
    }

    /** That call and all after it throw STORE_UNREACHABLE: the store is gone. */
    public FaultyStore failingFromCall(long number) {
        failing = call -> call >= number;
        return this;
    }

    /** That call, if it is a commit, is done and throws all the same: the answer was lost. Another call just fails. */
    public FaultyStore losingAnswerOfCall(long number) {
        losingAnswer = call -> call == number;
        return this;
    }

    /** Every commit is done and throws all the same. */
    public FaultyStore losingAnswersOfCommits() {
        losingAnswer = call -> calls.get((int) call - 1).kind() == Kind.COMMIT;
        return this;
    }

    /** Something else happens just before each call of this store; the call's number is told, and it may call others. */
    public FaultyStore before(LongConsumer happening) {
        before = happening;
        return this;
    }

    /** An object whose bytes end early when they are read, although its status still says its old size. */
    public FaultyStore truncating(ObjectKey key, long bytes) {
        truncated.put(key, bytes);
        return this;
    }

    /** An object that has one bit of the byte at an offset, from 0, turned when it is read. */
    public FaultyStore corrupting(ObjectKey key, long offset) {
        corrupted.put(key, offset);
        return this;
    }

    /** How many calls were made so far. */
    public long calls() {
        return calls.size();
    }

    /** Every call so far, in order. */
    public List<StoreCall> history() {
        return List.copyOf(calls);
    }

    /** The keys of the objects that were opened, with the bytes that were read of each. */
    public Map<ObjectKey, Long> bytesRead() {
        return Map.copyOf(bytesRead);
    }

    @Override
    public ObjectUpload create(ObjectKey key) {
        call(Kind.CREATE, key.value());
        return new FaultyUpload(this, key, store.create(key));
    }

    @Override
    public InputStream read(ObjectKey key) {
        call(Kind.OPEN, key.value());
        InputStream object = store.read(key);
        bytesRead.merge(key, 0L, Long::sum);
        return new FaultyInput(
                this,
                key,
                object,
                truncated.getOrDefault(key, Long.MAX_VALUE),
                corrupted.getOrDefault(key, Long.MAX_VALUE));
    }

    @Override
    public Optional<ObjectStatus> status(ObjectKey key) {
        call(Kind.STATUS, key.value());
        return store.status(key);
    }

    @Override
    public Stream<ObjectStatus> list(String prefix) {
        call(Kind.LIST, prefix);
        return store.list(prefix);
    }

    @Override
    public Deletion delete(ObjectKey key) {
        call(Kind.DELETE, key.value());
        return deleting().delete(key);
    }

    @Override
    public Stream<UnfinishedUpload> unfinished(String prefix) {
        call(Kind.UNFINISHED, prefix);
        return deleting().unfinished(prefix);
    }

    @Override
    public void discard(UnfinishedUpload upload) {
        call(Kind.DISCARD, upload.place());
        deleting().discard(upload);
    }

    private DeletingStore deleting() {
        return (DeletingStore) store;
    }

    @Override
    public String location() {
        return store.location();
    }

    /** Counts a call, and throws if it is one that fails. Returns whether its answer is to be lost. */
    synchronized boolean call(Kind kind, String subject) {
        calls.add(new StoreCall(kind, subject));
        long number = calls.size();
        before.accept(number);
        boolean lost = losingAnswer.test(number);
        if (failing.test(number) || (lost && kind != Kind.COMMIT)) {
            throw failure(kind, subject);
        }
        return lost;
    }

    void wasRead(ObjectKey key, long bytes) {
        bytesRead.merge(key, bytes, Long::sum);
    }

    LifeboatException failure(Kind kind, String subject) {
        return new LifeboatException(
                ErrorCode.STORE_UNREACHABLE,
                "store %s failed at call %d (%s %s), as the test asked".formatted(location(), calls(), kind, subject),
                "run the command again");
    }
}
