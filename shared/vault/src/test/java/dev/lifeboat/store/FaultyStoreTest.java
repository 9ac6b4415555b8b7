package dev.lifeboat.store;

import static dev.lifeboat.store.StoreActions.bytes;
import static dev.lifeboat.store.StoreActions.keys;
import static dev.lifeboat.store.StoreActions.noise;
import static dev.lifeboat.store.StoreActions.put;
import static dev.lifeboat.store.StoreActions.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.store.StoreCall.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A faulty store that is not told to fail keeps the contract. */
class FaultyStoreTest extends ObjectStoreContract {
    private static final ObjectKey KEY = new ObjectKey("a");

    private final MemoryStore memory = new MemoryStore();
    private final FaultyStore faulty = new FaultyStore(memory);

    @Override
    protected DeletingStore emptyStore() {
        return new FaultyStore(new MemoryStore());
    }

    @Test
    void everyCallIsCounted() {
        put(faulty, "a", "text");
        text(faulty, "a");
        faulty.status(KEY);
        keys(faulty, "");
        assertThat(faulty.history().stream().map(StoreCall::kind).distinct())
                .containsExactly(Kind.CREATE, Kind.WRITE, Kind.COMMIT, Kind.OPEN, Kind.READ, Kind.STATUS, Kind.LIST);
        assertThat(faulty.calls()).isEqualTo(faulty.history().size());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aPutThatFailsAtAnyCallStoresNothingAndCanBeRepeated(long number) {
        faulty.failingAtCall(number);
        assertFailsWith(ErrorCode.STORE_UNREACHABLE, () -> put(faulty, "a", "text"));
        assertThat(keys(memory, "")).isEmpty();
        assertThat(put(faulty, "a", "text")).isInstanceOf(CreateOutcome.Created.class);
    }

    @Test
    void aFailedWriteEndsTheUpload() {
        faulty.failingAtCall(2);
        ObjectUpload upload = faulty.create(KEY);
        assertFailsWith(ErrorCode.STORE_UNREACHABLE, () -> {
            upload.write('a');
            return "";
        });
        assertThatThrownBy(() -> upload.commit(StoreActions.checksums(new byte[0])))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aStoreThatIsGoneStaysGone() {
        put(faulty, "a", "text");
        faulty.failingFromCall(faulty.calls() + 1);
        assertFailsWith(ErrorCode.STORE_UNREACHABLE, () -> text(faulty, "a"));
        assertFailsWith(ErrorCode.STORE_UNREACHABLE, () -> faulty.status(KEY));
        assertFailsWith(ErrorCode.STORE_UNREACHABLE, () -> faulty.list(""));
    }

    @Test
    void aLostAnswerLeavesTheObjectThere() {
        faulty.losingAnswersOfCommits();
        assertFailsWith(ErrorCode.STORE_UNREACHABLE, () -> put(faulty, "a", "text"));
        assertThat(text(memory, "a")).isEqualTo("text");
    }

    @Test
    void theAnswerOfOneCommitCanBeLost() {
        faulty.losingAnswerOfCall(3);
        assertFailsWith(ErrorCode.STORE_UNREACHABLE, () -> put(faulty, "a", "text"));
        assertThat(put(faulty, "a", "text")).isEqualTo(new CreateOutcome.AlreadyThere(KEY));
    }

    @Test
    void aReadCanFailHalfWay() throws IOException {
        put(memory, "a", noise(1000));
        faulty.failingAtCall(3);
        try (InputStream object = faulty.read(KEY)) {
            assertThat(object.read(new byte[500])).isEqualTo(500);
            assertFailsWith(ErrorCode.STORE_UNREACHABLE, () -> object.read(new byte[500]));
        }
    }

    @Test
    void aReadCanBeCutShort() {
        put(memory, "a", noise(1000));
        assertThat(bytes(faulty.truncating(KEY, 999), "a")).hasSize(999).startsWith(bytes(memory, "a")[0]);
    }

    @Test
    void aReadCanTurnOneBit() {
        put(memory, "a", noise(1000));
        byte[] expected = noise(1000);
        expected[700] ^= 1;
        assertThat(bytes(faulty.corrupting(KEY, 700), "a")).isEqualTo(expected);
    }

    @Test
    void whatWasReadIsKnown() throws IOException {
        put(memory, "a", noise(1000));
        put(memory, "b", noise(1000));
        text(faulty, "a");
        try (InputStream object = faulty.read(new ObjectKey("b"))) {
            object.readNBytes(300);
        }
        assertThat(faulty.bytesRead()).isEqualTo(Map.of(KEY, 1000L, new ObjectKey("b"), 300L));
    }
}
