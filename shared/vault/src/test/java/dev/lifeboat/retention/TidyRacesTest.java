package dev.lifeboat.retention;

import static dev.lifeboat.verify.MadeUpShop.MONDAY;
import static dev.lifeboat.verify.MadeUpShop.TUESDAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.backup.AttemptName;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.store.FaultyStore;
import dev.lifeboat.verify.MadeUpShop.Writing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Writers and those who tidy meet at every call of the store, cut off at every one, and nothing that a backup needs is lost. */
class TidyRacesTest {
    private static final Duration DEADLINE = Duration.ofHours(24);
    private static final Duration NOTICE = Duration.ofDays(2);

    /** What a commit came to: made, or why not. */
    private static Optional<ErrorCode> commit(Writing writing) {
        try {
            assertThat(writing.commit()).isTrue();
            return Optional.empty();
        } catch (LifeboatException e) {
            return Optional.of(e.code());
        }
    }

    private static void tidyOverAndOver(TidyRoom room) {
        for (int times = 0; times < 4; times++) {
            room.tidy();
            room.later(NOTICE);
        }
    }

    /**
     * A writer that is on time commits at any call of a run that takes it for dead, as a clock that is a second off can make
     * it, or of one that finds others to remove.
     */
    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 1})
    void writerThatCommitsAtAnyCallOfTidyingKeepsItsBackup(long secondsAfterDeadline) {
        long calls = callsOfTidying(secondsAfterDeadline);
        assertThat(calls).isGreaterThan(10);
        List<Optional<ErrorCode>> outcomes = new ArrayList<>();
        for (long at : LongStream.rangeClosed(1, calls).toArray()) {
            TidyRoom room = new TidyRoom();
            room.killedWriter(TUESDAY);
            try (Writing writing = room.writing(MONDAY)) {
                writing.storeObjects();
                // The writer's clock is behind by what the store's is ahead: to itself, it is on time.
                room.later(DEADLINE.plusSeconds(secondsAfterDeadline));
                FaultyStore tidying = new FaultyStore(room.store);
                AtomicBoolean done = new AtomicBoolean();
                tidying.before(number -> {
                    if (number == at && done.compareAndSet(false, true)) {
                        room.later(Duration.ofSeconds(-secondsAfterDeadline - 1));
                        outcomes.add(commit(writing));
                        room.later(Duration.ofSeconds(secondsAfterDeadline + 1));
                    }
                });
                room.tidy(tidying);
            }
            boolean made = outcomes.getLast().isEmpty();
            assertThat(room.stands(MONDAY)).isEqualTo(made);
            tidyOverAndOver(room);
            if (made) {
                room.assertWhole(MONDAY);
            }
        }
        assertThat(outcomes).contains(Optional.empty());
    }

    private static long callsOfTidying(long secondsAfterDeadline) {
        TidyRoom room = new TidyRoom();
        room.killedWriter(TUESDAY);
        room.killedWriter(MONDAY);
        room.later(DEADLINE.plusSeconds(secondsAfterDeadline));
        FaultyStore counted = new FaultyStore(room.store);
        room.tidy(counted);
        return counted.calls();
    }

    /** Whoever writes may be held up before any call, for as long as it likes, while others tidy. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 24, 48, 72, 200})
    void writerThatIsHeldUpAtAnyCallLosesNothingUnnoticed(long hours) {
        long calls = callsOfWriting();
        for (long at : LongStream.rangeClosed(1, calls).toArray()) {
            TidyRoom room = new TidyRoom();
            FaultyStore slow = new FaultyStore(room.store);
            AtomicBoolean done = new AtomicBoolean();
            slow.before(number -> {
                if (number == at && done.compareAndSet(false, true)) {
                    room.tidy();
                    room.later(Duration.ofHours(hours));
                    tidyTwice(room);
                }
            });
            Optional<ErrorCode> outcome;
            try (Writing writing = room.writing(MONDAY, slow)) {
                writing.storeObjects();
                outcome = commit(writing);
            } catch (LifeboatException e) {
                outcome = Optional.of(e.code());
            }
            if (outcome.isEmpty()) {
                tidyOverAndOver(room);
                room.assertWhole(MONDAY);
            }
        }
    }

    /** The second run removes what the first condemned, if the writer has slept so long. */
    private static void tidyTwice(TidyRoom room) {
        room.tidy();
        room.tidy();
    }

    private static long callsOfWriting() {
        TidyRoom room = new TidyRoom();
        FaultyStore counted = new FaultyStore(room.store);
        try (Writing writing = room.writing(MONDAY, counted)) {
            writing.storeObjects();
            writing.commit();
        }
        return counted.calls();
    }

    @Test
    void runThatIsCutOffAtAnyCallIsCompletedByTheNext() {
        for (boolean condemned : List.of(false, true)) {
            long calls = Long.MAX_VALUE;
            for (long at = 1; at <= calls; at++) {
                TidyRoom room = deadAndBackup(condemned);
                FaultyStore failing = new FaultyStore(room.store).failingFromCall(at);
                boolean failed = fails(room, failing);
                if (!failed) {
                    calls = 0;
                }
                tidyOverAndOver(room);
                assertThat(room.preview().attempts()).isEmpty();
                room.assertWhole(TUESDAY);
            }
        }
    }

    private static boolean fails(TidyRoom room, FaultyStore store) {
        try {
            room.tidy(store);
            return false;
        } catch (LifeboatException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNREACHABLE);
            return true;
        }
    }

    @Test
    void twoRunsThatMeetAtAnyCallRemoveTheSame() {
        for (boolean condemned : List.of(false, true)) {
            TidyRoom counting = deadAndBackup(condemned);
            FaultyStore counted = new FaultyStore(counting.store);
            counting.tidy(counted);
            for (long at : LongStream.rangeClosed(1, counted.calls()).toArray()) {
                TidyRoom room = deadAndBackup(condemned);
                FaultyStore met = new FaultyStore(room.store);
                AtomicBoolean done = new AtomicBoolean();
                met.before(number -> {
                    if (number == at && done.compareAndSet(false, true)) {
                        room.tidy();
                    }
                });
                room.tidy(met);
                tidyOverAndOver(room);
                assertThat(room.preview().attempts()).isEmpty();
                room.assertWhole(TUESDAY);
            }
        }
    }

    private static TidyRoom deadAndBackup(boolean condemned) {
        TidyRoom room = new TidyRoom();
        AttemptName dead = room.killedWriter(MONDAY);
        room.shop.backup(TUESDAY);
        room.later(DEADLINE);
        if (condemned) {
            room.tidy();
            room.later(NOTICE);
        }
        assertThat(room.objects(dead)).isNotEmpty();
        return room;
    }
}
