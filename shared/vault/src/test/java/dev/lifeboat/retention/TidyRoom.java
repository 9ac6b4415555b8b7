package dev.lifeboat.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.backup.AttemptName;
import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.Layout;
import dev.lifeboat.backup.SourceName;
import dev.lifeboat.crypto.SigningKey;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.store.DeletingStore;
import dev.lifeboat.store.FaultyStore;
import dev.lifeboat.store.MemoryStore;
import dev.lifeboat.store.StoreActions;
import dev.lifeboat.trust.Role;
import dev.lifeboat.verify.Depth;
import dev.lifeboat.verify.MadeUpShop;
import dev.lifeboat.verify.MadeUpShop.Writing;
import dev.lifeboat.verify.VerifyBackup;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** A store of one source whose clock a test sets, with writers and somebody who tidies. */
public final class TidyRoom {
    public static final Layout LAYOUT = new Layout(new SourceName("shop"));

    public final SetClock clock = new SetClock(Instant.now().truncatedTo(ChronoUnit.SECONDS));
    public final MemoryStore store = new MemoryStore(clock);
    public final MadeUpShop shop = new MadeUpShop(store);
    public final SigningKey retainer = shop.signer(Role.RETAIN);

    /** A writer that was killed after it had stored everything but the manifest. */
    public AttemptName killedWriter(BackupId id) {
        try (Writing writing = writing(id)) {
            writing.storeObjects();
            return writing.name();
        }
    }

    public Writing writing(BackupId id) {
        return shop.writing(id, store, clock);
    }

    public Writing writing(BackupId id, FaultyStore through) {
        return shop.writing(id, through, clock);
    }

    public TidyReport tidy() {
        return tidy(store);
    }

    public TidyReport tidy(DeletingStore through) {
        return action(through).run(retainer, "test", 2, Progress.none());
    }

    TidyReport preview() {
        return action(store).preview();
    }

    public Tidy action(DeletingStore through) {
        Catalog catalog = shop.catalog(through);
        return new Tidy(catalog, through, clock);
    }

    public void later(Duration by) {
        clock.advance(by);
    }

    List<String> objects(AttemptName attempt) {
        return StoreActions.keys(store, LAYOUT.objectsPrefix(attempt));
    }

    List<String> announcements(AttemptName attempt) {
        return StoreActions.keys(store, LAYOUT.attemptPrefix(attempt));
    }

    /** The fate of the only attempt that left something. */
    public static Fate only(TidyReport report) {
        assertThat(report.attempts()).hasSize(1);
        return report.attempts().getFirst().remnant().fate();
    }

    public void assertWhole(BackupId id) {
        Catalog catalog = shop.catalog();
        assertThat(new VerifyBackup(catalog, 1)
                        .run(catalog.read(id), Depth.CHECKSUMS, Optional.empty(), Progress.none())
                        .failure())
                .isEmpty();
    }

    public boolean stands(BackupId id) {
        return store.status(LAYOUT.manifest(id)).isPresent();
    }
}
