package dev.lifeboat.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.BackupKind;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.replication.Replication;
import dev.lifeboat.replication.Replication.Selection;
import dev.lifeboat.retention.TidyRoom;
import dev.lifeboat.store.MemoryStore;
import dev.lifeboat.trust.Role;
import dev.lifeboat.verify.MadeUpShop.Writing;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MeasuresTest {
    private final TidyRoom room = new TidyRoom();
    private final MemoryStore offsite = new MemoryStore(room.clock);

    private BackupId backup(Duration took) {
        BackupId id = new BackupId(room.clock.instant().truncatedTo(ChronoUnit.SECONDS), BackupKind.FULL);
        try (Writing writing = room.writing(id)) {
            writing.storeObjects();
            room.later(took);
            writing.commit();
        }
        return id;
    }

    private Measures measure(Optional<OffsiteCopies> copies) {
        HealthReport report =
                new HealthCheck(room.shop.catalog(), Expectations.DEFAULT, room.clock).run(Optional.empty(), copies);
        return Measures.of(room.shop.catalog(), report);
    }

    private Optional<Duration> copyLag() {
        return measure(Optional.of(new OffsiteCopies("the NAS", () -> room.shop.catalog(offsite))))
                .copyLag();
    }

    @Test
    void newestOfAKindIsMeasured() {
        backup(Duration.ofMinutes(3));
        room.later(Duration.ofDays(1));
        BackupId id = backup(Duration.ofMinutes(5));
        room.later(Duration.ofHours(2));
        Measures measures = measure(Optional.empty());
        assertThat(measures.newest())
                .containsExactly(new Measures.Newest(
                        BackupKind.FULL,
                        Duration.ofHours(2),
                        Duration.ofMinutes(5),
                        room.shop.catalog().read(id).content().totals().storedBytes()));
        assertThat(measures.copyLag()).isEmpty();
    }

    @Test
    void sourceWithoutABackupHasNoMeasures() {
        assertThat(measure(Optional.empty()).newest()).isEmpty();
    }

    @Test
    void copyLagIsThatOfTheOldestWithoutACopy() {
        backup(Duration.ZERO);
        new Replication(room.shop.catalog(), offsite, room.shop.pin(), room.clock)
                .run(Selection.all(room.shop.catalog()), room.shop.signer(Role.COPY), "test", 1, Progress.none());
        assertThat(copyLag()).contains(Duration.ZERO);
        room.later(Duration.ofHours(1));
        backup(Duration.ZERO);
        room.later(Duration.ofHours(1));
        backup(Duration.ZERO);
        room.later(Duration.ofHours(1));
        assertThat(copyLag()).contains(Duration.ofHours(2));
        room.later(Duration.ofHours(10));
        assertThat(copyLag()).contains(Duration.ofHours(12));
    }

    @Test
    void lagOfCopiesThatCannotBeSeenIsUnknown() {
        backup(Duration.ZERO);
        assertThat(measure(Optional.of(new OffsiteCopies("nowhere", () -> room.shop.catalog(offsite))))
                        .copyLag())
                .isEmpty();
    }
}
