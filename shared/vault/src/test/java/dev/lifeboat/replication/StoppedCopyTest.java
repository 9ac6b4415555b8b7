package dev.lifeboat.replication;

import static dev.lifeboat.replication.CopyRoom.only;
import static dev.lifeboat.verify.MadeUpShop.MONDAY;
import static dev.lifeboat.verify.MadeUpShop.TUESDAY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.backup.Catalog;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.replication.CopyOutcome.Copied;
import dev.lifeboat.replication.CopyOutcome.Stopped;
import dev.lifeboat.replication.CopyOutcome.There;
import dev.lifeboat.replication.Replication.Selection;
import dev.lifeboat.store.FaultyStore;
import dev.lifeboat.store.StoreCall;
import dev.lifeboat.store.StoreCall.Kind;
import dev.lifeboat.trust.Role;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A copy for which there is too little time goes on in the next run, and copies nothing twice. */
class StoppedCopyTest {
    private static final int OBJECTS = 7;

    private final CopyRoom room = new CopyRoom();

    /** One run, in which each object takes a minute. */
    private CopyReport copyFor(Duration time, FaultyStore to) {
        to.before(number -> {
            StoreCall call = to.history().get((int) number - 1);
            if (call.kind() == Kind.COMMIT && call.subject().contains("/backups/")) {
                room.later(Duration.ofMinutes(1));
            }
        });
        Catalog catalog = room.shop.catalog(room.from);
        return new Replication(catalog, to, room.shop.pin(), room.room.clock)
                .run(
                        Selection.all(catalog),
                        room.shop.signer(Role.COPY),
                        "test",
                        1,
                        Progress.none(),
                        room.room.clock.instant().plus(time));
    }

    @Test
    void runsThatAreStoppedEndWithOneGoodCopyAndCopyNothingTwice() {
        room.shop.backup(MONDAY);
        FaultyStore to = new FaultyStore(room.to);
        long copied = 0;
        for (int run = 0; run < 2; run++) {
            CopyReport report = copyFor(Duration.ofSeconds(90), to);
            assertThat(report.failure()).isEmpty();
            assertThat(report.objects()).isEqualTo(2);
            assertThat(report.lacking()).isEqualTo(OBJECTS - 2 - copied);
            long found = copied;
            assertThat(only(report))
                    .isInstanceOfSatisfying(
                            Stopped.class,
                            stopped -> assertThat(stopped.found()).isEqualTo(found));
            copied += report.objects();
            assertThat(room.stands(MONDAY)).isFalse();
        }
        CopyReport last = copyFor(Duration.ofDays(1), to);
        assertThat(only(last)).isInstanceOfSatisfying(Copied.class, done -> {
            assertThat(done.objects()).isEqualTo(OBJECTS - 4);
            assertThat(done.found()).isEqualTo(4);
        });
        room.assertWholeThere(MONDAY);
        List<String> stored = to.history().stream()
                .filter(call -> call.kind() == Kind.COMMIT)
                .map(StoreCall::subject)
                .filter(key -> key.contains("/backups/"))
                .toList();
        assertThat(stored).hasSize(OBJECTS).doesNotHaveDuplicates();
    }

    @Test
    void whatIsNotBegunIsStoppedAsWell() {
        room.shop.backup(MONDAY);
        room.shop.backup(TUESDAY);
        CopyReport report = copyFor(Duration.ofSeconds(90), new FaultyStore(room.to));
        assertThat(report.stopped()).extracting(Stopped::backup).containsExactly(MONDAY, TUESDAY);
        assertThat(report.stopped().getLast()).isEqualTo(new Stopped(TUESDAY, 0, 0, 0, OBJECTS));
    }

    @Test
    void runThatHasNoTimeCopiesNothing() {
        room.shop.backup(MONDAY);
        CopyReport report = copyFor(Duration.ofSeconds(-1), new FaultyStore(room.to));
        assertThat(report.objects()).isZero();
        assertThat(room.keysThere("shop/backups/")).isEmpty();
    }

    @Test
    void whatIsThereNeedsNoTime() {
        room.shop.backup(MONDAY);
        room.copy();
        assertThat(only(copyFor(Duration.ZERO, new FaultyStore(room.to)))).isEqualTo(new There(MONDAY));
    }
}
