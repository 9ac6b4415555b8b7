package dev.lifeboat.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.BackupKind;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.health.Finding.Check;
import dev.lifeboat.health.Finding.State;
import dev.lifeboat.retention.TidyRoom;
import dev.lifeboat.store.CoveringStore;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.store.ObjectStatus;
import dev.lifeboat.store.ObjectStore;
import dev.lifeboat.verify.MadeUpShop.Writing;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OlderBackupsTest {
    private final TidyRoom room = new TidyRoom();

    private List<BackupId> daily(int count) {
        List<BackupId> ids = new ArrayList<>();
        for (int day = 0; day < count; day++) {
            room.later(Duration.ofDays(1));
            BackupId id = new BackupId(room.clock.instant().truncatedTo(ChronoUnit.SECONDS), BackupKind.FULL);
            try (Writing writing = room.writing(id)) {
                writing.storeObjects();
                writing.commit();
            }
            ids.add(id);
        }
        return ids;
    }

    private List<Finding> look(ObjectStore store) {
        Catalog catalog = room.shop.catalog(store);
        HealthReport report =
                new HealthCheck(catalog, Expectations.DEFAULT, room.clock).run(Optional.empty(), Optional.empty());
        return new OlderBackups(catalog).look(report);
    }

    /** What every hour of a day finds that is not well. */
    private List<Finding> failuresOfADay(ObjectStore store) {
        List<Finding> failures = new ArrayList<>();
        for (int hour = 0; hour < 24; hour++) {
            look(store).stream().filter(finding -> finding.state().isFailure()).forEach(failures::add);
            room.later(Duration.ofHours(1));
        }
        return failures;
    }

    @Test
    void eachOlderBackupIsLookedAtInOneHourOfADay() {
        List<BackupId> ids = daily(30);
        List<String> looked = new ArrayList<>();
        for (int hour = 0; hour < 24; hour++) {
            look(room.store).stream()
                    .filter(finding -> finding.check() == Check.COVERED)
                    .forEach(finding -> looked.add(finding.subject()));
            room.later(Duration.ofHours(1));
        }
        assertThat(looked)
                .containsExactlyInAnyOrderElementsOf(
                        ids.subList(0, 29).stream().map(BackupId::toString).toList());
    }

    private ObjectKey anObjectOf(BackupId id) {
        Manifest manifest = room.shop.catalog().read(id).content();
        try (Stream<ObjectStatus> objects = room.store.list(TidyRoom.LAYOUT.objects(id, manifest.attempt()) + "/")) {
            return objects.findFirst().orElseThrow().key();
        }
    }

    @Test
    void whatLiesOverAnObjectOfAnOldBackupIsFoundWithinADay() {
        BackupId old = daily(12).getFirst();
        ObjectKey object = anObjectOf(old);
        assertThat(failuresOfADay(new CoveringStore(room.store, Set.of(object))))
                .singleElement()
                .isEqualTo(new Finding(
                        Check.COVERED,
                        old.toString(),
                        State.FAILED,
                        "1 lie below a delete marker or a later version: " + object,
                        "none",
                        "somebody tried to remove or replace them, whom the bucket's access logs name; they are read as they were stored",
                        "lifeboat show " + old));
    }

    @Test
    void oldManifestThatIsNotBelievedIsFoundWithinADay() {
        BackupId old = daily(12).getFirst();
        room.store.replace(TidyRoom.LAYOUT.manifest(old), new byte[100]);
        assertThat(failuresOfADay(room.store))
                .singleElement()
                .isEqualTo(new Finding(
                        Check.MANIFESTS,
                        old.toString(),
                        State.FAILED,
                        old + " is not believed",
                        "each signed by who may, and none taken away",
                        "somebody writes to the store, or removes from it, who should not",
                        "lifeboat list"));
    }

    @Test
    void whatIsNotBelievedAmongTheNewestIsNotSaidTwice() {
        List<BackupId> ids = daily(3);
        room.store.replace(TidyRoom.LAYOUT.manifest(ids.get(1)), new byte[100]);
        assertThat(failuresOfADay(room.store)).isEmpty();
    }
}
