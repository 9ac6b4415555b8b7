package dev.lifeboat.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.Layout;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.replication.Replication.Selection;
import dev.lifeboat.retention.Tidy;
import dev.lifeboat.retention.TidyReport;
import dev.lifeboat.retention.TidyRoom;
import dev.lifeboat.store.MemoryStore;
import dev.lifeboat.store.ObjectStore;
import dev.lifeboat.store.StoreActions;
import dev.lifeboat.trust.Role;
import dev.lifeboat.verify.Depth;
import dev.lifeboat.verify.MadeUpShop;
import dev.lifeboat.verify.VerifyBackup;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A shop with backups, and an empty store elsewhere, whose clocks a test sets. */
final class CopyRoom {
    static final Layout LAYOUT = TidyRoom.LAYOUT;

    final TidyRoom room = new TidyRoom();
    final MadeUpShop shop = room.shop;
    final MemoryStore from = room.store;
    final MemoryStore to = new MemoryStore(room.clock);

    CopyReport copy() {
        return copy(from, to);
    }

    CopyReport copy(ObjectStore reading, ObjectStore writing) {
        Catalog catalog = shop.catalog(reading);
        return run(catalog, writing, Selection.all(catalog));
    }

    CopyReport copyNamed(String... names) {
        Catalog catalog = shop.catalog(from);
        return run(catalog, to, Selection.named(catalog, List.of(names)));
    }

    private CopyReport run(Catalog catalog, ObjectStore writing, Selection selection) {
        return new Replication(catalog, writing, shop.pin(), room.clock)
                .run(selection, shop.signer(Role.COPY), "test", 2, Progress.none());
    }

    CopyReport preview() {
        Catalog catalog = shop.catalog(from);
        return new Replication(catalog, to, shop.pin(), room.clock).preview(Selection.all(catalog));
    }

    TidyReport tidyThere() {
        return new Tidy(there(), to, room.clock).run(shop.signer(Role.RETAIN), "test", 2, Progress.none());
    }

    /** The same where a copy may not have come so far that there is a source. */
    void tidyThereIfAnything() {
        if (!keysThere("shop/trust/").isEmpty()) {
            tidyThere();
        }
    }

    Catalog there() {
        return shop.catalog(to);
    }

    void later(Duration by) {
        room.later(by);
    }

    /** What became of the only backup. */
    static CopyOutcome only(CopyReport report) {
        assertThat(report.outcomes()).hasSize(1);
        return report.outcomes().getFirst();
    }

    /** The failure of the only backup. */
    static CopyOutcome.Failed failed(CopyReport report) {
        return (CopyOutcome.Failed) only(report);
    }

    boolean stands(BackupId id) {
        return to.status(LAYOUT.manifest(id)).isPresent();
    }

    /** Every row of the copy is there, by those who read nothing but the destination. */
    void assertWholeThere(BackupId id) {
        Catalog catalog = there();
        assertThat(new VerifyBackup(catalog, 1)
                        .run(catalog.read(id), Depth.CONTENT, Optional.of(shop.recipient()), Progress.none())
                        .failure())
                .isEmpty();
    }

    List<String> keysThere(String prefix) {
        return StoreActions.keys(to, prefix);
    }
}
