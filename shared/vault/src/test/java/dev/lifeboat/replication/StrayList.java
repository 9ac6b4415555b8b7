package dev.lifeboat.replication;

import dev.lifeboat.backup.AttemptId;
import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.BackupKind;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.backup.Manifest.AttemptKey;
import dev.lifeboat.backup.Manifest.Totals;
import dev.lifeboat.backup.StoredObject;
import dev.lifeboat.json.StrictJson;
import dev.lifeboat.retention.TidyRoom;
import dev.lifeboat.store.Checksums;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.store.StoreActions;
import dev.lifeboat.stream.ObjectWriter;
import dev.lifeboat.stream.ObjectWriter.Coding;
import dev.lifeboat.trust.Role;
import dev.lifeboat.trust.SignedDocument;
import dev.lifeboat.trust.SignedDocuments;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A backup by somebody who took the backup side over: its objects list names something that is no object of a backup. */
final class StrayList {
    static final BackupId ID = new BackupId(Instant.parse("2026-11-25T02:00:00Z"), BackupKind.FULL);

    private StrayList() {}

    static void on(TidyRoom room, SignedDocument<Manifest> like, ObjectKey named) {
        Manifest base = like.content();
        AttemptId attempt = AttemptId.random();
        StoreActions.put(room.store, named.value(), new byte[10]);
        StoredObject stray = new StoredObject(named, StoreActions.checksums(new byte[10]), attempt);
        AttemptKey key = base.keys().getFirst();
        Manifest manifest = new Manifest(
                base.format(),
                List.of(),
                base.catalog(),
                base.source(),
                ID,
                attempt,
                BackupKind.FULL,
                base.tiers(),
                Optional.empty(),
                List.of(),
                ID.scheduled(),
                ID.scheduled(),
                base.started(),
                base.finished(),
                new Totals(1, 10, 0, 4, 9),
                list(room, attempt, stray),
                base.index(),
                List.of(new AttemptKey(attempt, key.recipients(), key.secret())),
                base.indexKey(),
                base.trust(),
                0,
                "test");
        SignedDocuments.create(room.store, TidyRoom.LAYOUT.manifest(ID), manifest, room.shop.signer(Role.BACKUP));
        room.store.lose(named);
    }

    private static Checksums list(TidyRoom room, AttemptId attempt, StoredObject stray) {
        Coding plain = stored -> stored;
        try (ObjectWriter out =
                ObjectWriter.open(room.store, TidyRoom.LAYOUT.objectsList(ID, attempt), plain.afterZstd(1))) {
            byte[] line = (StrictJson.line(stray) + "\n").getBytes(StandardCharsets.UTF_8);
            out.write(line, 0, line.length);
            return out.finish();
        }
    }
}
