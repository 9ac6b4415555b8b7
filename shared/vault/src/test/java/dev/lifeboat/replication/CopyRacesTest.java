package dev.lifeboat.replication;

import static dev.lifeboat.replication.CopyRoom.LAYOUT;
import static dev.lifeboat.replication.CopyRoom.only;
import static dev.lifeboat.verify.MadeUpShop.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.backup.AttemptName;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.replication.CopyOutcome.Copied;
import dev.lifeboat.replication.CopyOutcome.There;
import dev.lifeboat.retention.Fate;
import dev.lifeboat.retention.TidyRoom;
import dev.lifeboat.store.FaultyStore;
import dev.lifeboat.store.StoreActions;
import dev.lifeboat.store.StoreCall;
import dev.lifeboat.store.StoreCall.Kind;
import dev.lifeboat.trust.SignedDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Copies are cut off at every call, meet one another, and meet those who tidy; what comes of it is one good copy. */
class CopyRacesTest {
    private static final Duration NOTICE = Duration.ofDays(2);

    private static CopyRoom roomWithBackup() {
        CopyRoom room = new CopyRoom();
        room.shop.backup(MONDAY);
        return room;
    }

    private static long callsThere() {
        CopyRoom room = roomWithBackup();
        FaultyStore counted = new FaultyStore(room.to);
        room.copy(room.from, counted);
        return counted.calls();
    }

    /** What a run came to: nothing said, or why not. */
    private static Optional<ErrorCode> copy(CopyRoom room, FaultyStore reading, FaultyStore writing) {
        try {
            return room.copy(reading, writing).failure().map(LifeboatException::code);
        } catch (LifeboatException e) {
            return Optional.of(e.code());
        }
    }

    private static void assertCopied(CopyRoom room) {
        room.assertWholeThere(MONDAY);
        assertThat(only(room.copy())).isEqualTo(new There(MONDAY));
    }

    @Test
    void copyThatIsCutOffAtAnyCallIsCompletedByTheNext() {
        for (long at : LongStream.rangeClosed(1, callsThere()).toArray()) {
            CopyRoom room = roomWithBackup();
            FaultyStore failing = new FaultyStore(room.to).failingFromCall(at);
            assertThat(copy(room, new FaultyStore(room.from), failing))
                    .as("call %d", at)
                    .contains(ErrorCode.STORE_UNREACHABLE);
            room.later(Duration.ofDays(3));
            room.tidyThereIfAnything();
            assertThat(room.copy().failure()).as("call %d", at).isEmpty();
            assertCopied(room);
        }
    }

    @Test
    void copyWhoseAnswersAreLostIsCompletedByTheNext() {
        for (long at : LongStream.rangeClosed(1, callsThere()).toArray()) {
            CopyRoom room = roomWithBackup();
            copy(room, new FaultyStore(room.from), new FaultyStore(room.to).losingAnswerOfCall(at));
            assertThat(room.copy().failure()).as("call %d", at).isEmpty();
            assertCopied(room);
        }
    }

    @Test
    void sourceThatFailsAtAnyCallLeavesNoHalfCopy() {
        CopyRoom counting = roomWithBackup();
        FaultyStore counted = new FaultyStore(counting.from);
        counting.copy(counted, counting.to);
        for (long at : LongStream.rangeClosed(1, counted.calls()).toArray()) {
            CopyRoom room = roomWithBackup();
            copy(room, new FaultyStore(room.from).failingFromCall(at), new FaultyStore(room.to));
            if (room.stands(MONDAY)) {
                room.assertWholeThere(MONDAY);
            }
            assertThat(room.copy().failure()).as("call %d", at).isEmpty();
            assertCopied(room);
        }
    }

    @Test
    void twoCopiesThatMeetAtAnyCallMakeOne() {
        for (long at : LongStream.rangeClosed(1, callsThere()).toArray()) {
            CopyRoom room = roomWithBackup();
            FaultyStore met = new FaultyStore(room.to);
            AtomicBoolean done = new AtomicBoolean();
            met.before(number -> {
                if (number == at && done.compareAndSet(false, true)) {
                    assertThat(room.copy().failure()).isEmpty();
                }
            });
            assertThat(copy(room, new FaultyStore(room.from), met))
                    .as("call %d", at)
                    .isEmpty();
            assertCopied(room);
        }
    }

    /** Whoever copies may be held up before any call, for as long as it likes, while others tidy there. */
    @ParameterizedTest
    @ValueSource(longs = {0, 25, 72, 24 * 31})
    void copyThatIsHeldUpAtAnyCallLosesNothingUnnoticed(long hours) {
        for (long at : LongStream.rangeClosed(1, callsThere()).toArray()) {
            CopyRoom room = roomWithBackup();
            FaultyStore slow = new FaultyStore(room.to);
            AtomicBoolean done = new AtomicBoolean();
            slow.before(number -> {
                if (number == at && done.compareAndSet(false, true)) {
                    room.tidyThereIfAnything();
                    room.later(Duration.ofHours(hours));
                    room.tidyThereIfAnything();
                    room.later(hours == 0 ? Duration.ZERO : NOTICE);
                    room.tidyThereIfAnything();
                }
            });
            Optional<ErrorCode> outcome = copy(room, new FaultyStore(room.from), slow);
            if (outcome.isEmpty()) {
                for (int times = 0; times < 4; times++) {
                    room.tidyThere();
                    room.later(NOTICE);
                }
                room.assertWholeThere(MONDAY);
            } else {
                assertThat(outcome.get())
                        .isIn(ErrorCode.DEADLINE_PASSED, ErrorCode.ATTEMPT_CONDEMNED, ErrorCode.STORE_UNREACHABLE);
            }
        }
    }

    /** Otherwise a weekend without copies would keep a backup from ever being copied there. */
    @Test
    void whatACutOffCopyLeftIsKeptForAMonth() {
        CopyRoom room = new CopyRoom();
        SignedDocument<Manifest> backup = room.shop.backup(MONDAY);
        Instant begun = room.room.clock.instant();
        cutOffBeforeTheManifest(room, backup);
        room.later(Duration.ofDays(29));
        assertThat(TidyRoom.only(room.tidyThere())).isEqualTo(new Fate.Running(begun.plus(Duration.ofDays(30))));

        cutOffBeforeTheManifest(room, backup);
        room.later(Duration.ofDays(29));
        assertThat(TidyRoom.only(room.tidyThere())).isEqualTo(new Fate.Running(begun.plus(Duration.ofDays(59))));
        assertThat(only(room.copy())).isInstanceOfSatisfying(Copied.class, copied -> {
            assertThat(copied.objects()).isZero();
            assertThat(copied.found()).isEqualTo(7);
        });
        assertCopied(room);
    }

    @Test
    void whatACopyLeftThatNobodyTakesUpIsRemovedInTheEnd() {
        CopyRoom room = new CopyRoom();
        SignedDocument<Manifest> backup = room.shop.backup(MONDAY);
        cutOffBeforeTheManifest(room, backup);
        room.later(Duration.ofDays(30));
        assertThat(TidyRoom.only(room.tidyThere())).isEqualTo(new Fate.Dead());
        room.later(NOTICE);
        assertThat(TidyRoom.only(room.tidyThere())).isEqualTo(new Fate.Removable());
        assertThat(StoreActions.keys(room.to, LAYOUT.backupsPrefix())).isEmpty();
    }

    private static void cutOffBeforeTheManifest(CopyRoom room, SignedDocument<Manifest> backup) {
        FaultyStore cutOff = new FaultyStore(room.to);
        cutOff.before(number -> {
            StoreCall call = cutOff.history().get((int) number - 1);
            if (call.kind() == Kind.CREATE && call.subject().equals(backup.key().value())) {
                cutOff.failingFromCall(number);
            }
        });
        AttemptName name = new AttemptName(MONDAY, backup.content().attempt());
        copy(room, new FaultyStore(room.from), cutOff);
        assertThat(room.stands(MONDAY)).isFalse();
        assertThat(room.keysThere(LAYOUT.objectsPrefix(name))).isNotEmpty();
    }
}
