package dev.lifeboat.retention;

import dev.lifeboat.backup.AttemptId;
import dev.lifeboat.backup.AttemptRecord;
import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.BackupKind;
import dev.lifeboat.backup.BackupReference;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.backup.Manifest.AttemptKey;
import dev.lifeboat.backup.Manifest.Totals;
import dev.lifeboat.backup.ObjectsList;
import dev.lifeboat.backup.StoredObject;
import dev.lifeboat.backup.Tier;
import dev.lifeboat.json.StrictJson;
import dev.lifeboat.store.Checksums;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.stream.ObjectWriter;
import dev.lifeboat.stream.ObjectWriter.Coding;
import dev.lifeboat.trust.Role;
import dev.lifeboat.trust.SignedDocument;
import dev.lifeboat.trust.SignedDocuments;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An incremental backup as it will be stored: its manifest and objects list name objects of its base. */
public final class Incremental {
    public static final BackupId ID = new BackupId(Instant.parse("2026-11-23T08:00:00Z"), BackupKind.INCREMENTAL);
    private static final AttemptId ATTEMPT = AttemptId.random();

    private Incremental() {}

    public static void on(TidyRoom room, SignedDocument<Manifest> full, Set<ObjectKey> shared) {
        Manifest base = full.content();
        Checksums list = objectsList(room, base, shared);
        Manifest manifest = new Manifest(
                base.format(),
                List.of(),
                base.catalog(),
                base.source(),
                ID,
                ATTEMPT,
                BackupKind.INCREMENTAL,
                List.of(Tier.INCREMENTAL),
                Optional.of(new BackupReference(base.id(), full.sha256())),
                List.of(),
                ID.scheduled(),
                ID.scheduled(),
                base.started(),
                base.finished(),
                new Totals(shared.size(), 1, 0, 4, 9),
                list,
                base.index(),
                List.of(own(base), base.keys().getFirst()),
                base.indexKey(),
                base.trust(),
                0,
                "test");
        SignedDocuments.create(room.store, TidyRoom.LAYOUT.manifest(ID), manifest, room.shop.signer(Role.BACKUP));
    }

    private static AttemptKey own(Manifest base) {
        AttemptKey key = base.keys().getFirst();
        return new AttemptKey(ATTEMPT, key.recipients(), key.secret());
    }

    private static Checksums objectsList(TidyRoom room, Manifest base, Set<ObjectKey> shared) {
        Coding plain = stored -> stored;
        ObjectsList all = ObjectsList.read(room.store, base);
        try (ObjectWriter out =
                ObjectWriter.open(room.store, TidyRoom.LAYOUT.objectsList(ID, ATTEMPT), plain.afterZstd(1))) {
            for (ObjectKey key : shared) {
                StoredObject object = all.of(key);
                byte[] line = (StrictJson.line(object) + "\n").getBytes(StandardCharsets.UTF_8);
                out.write(line, 0, line.length);
            }
            return out.finish();
        }
    }

    /** A writer of it that has only begun. */
    public static void announce(TidyRoom room, SignedDocument<Manifest> full) {
        Manifest base = full.content();
        Instant now = room.clock.instant();
        AttemptRecord record = new AttemptRecord(
                AttemptRecord.FORMAT,
                List.of(),
                base.catalog(),
                base.source(),
                ID,
                ATTEMPT,
                Optional.of(new BackupReference(base.id(), full.sha256())),
                own(base),
                now,
                now.plus(Duration.ofHours(24)));
        SignedDocuments.create(
                room.store, TidyRoom.LAYOUT.attempt(ID, ATTEMPT, 1), record, room.shop.signer(Role.BACKUP));
    }
}
