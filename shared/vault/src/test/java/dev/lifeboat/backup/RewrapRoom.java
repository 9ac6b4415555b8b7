package dev.lifeboat.backup;

import dev.lifeboat.crypto.ClearSigned;
import dev.lifeboat.crypto.PrivateKeys;
import dev.lifeboat.crypto.SigningKey;
import dev.lifeboat.json.StrictJson;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.store.DirectoryStore;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.store.ObjectStatus;
import dev.lifeboat.trust.ListedDocument;
import dev.lifeboat.trust.Role;
import dev.lifeboat.trust.SignedDocument;
import dev.lifeboat.verify.Depth;
import dev.lifeboat.verify.FilesOnDisk;
import dev.lifeboat.verify.MadeUpShop;
import dev.lifeboat.verify.VerificationReport;
import dev.lifeboat.verify.VerifyBackup;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A shop with one backup, to which recipients are added afterwards. */
final class RewrapRoom {
    static final String WRITER = "lifeboat test";

    final FilesOnDisk files;
    final MadeUpShop shop;
    final SignedDocument<Manifest> backup;

    RewrapRoom(Path folder) {
        files = new FilesOnDisk(folder);
        shop = new MadeUpShop(DirectoryStore.initialize(folder));
        backup = shop.backup(MadeUpShop.MONDAY);
    }

    Colleague addRecipient(String name) {
        Colleague colleague = Colleague.named(name);
        shop.trust(change -> change.addRecipient(colleague.certificate()));
        return colleague;
    }

    SigningKey operator() {
        return shop.signer(Role.OPERATOR);
    }

    Rewrapping rewrapping() {
        return new Rewrapping(shop.catalog(), Clock.systemUTC());
    }

    List<RewrapOutcome> rewrap() {
        return rewrap(List.of(backup));
    }

    List<RewrapOutcome> rewrap(List<SignedDocument<Manifest>> backups) {
        return rewrapping().run(backups, shop.recipient(), operator(), WRITER, Progress.none());
    }

    /** What lies beside the backup, in the order of keys. */
    List<ObjectKey> records() {
        try (Stream<ObjectStatus> all = shop.store().list("shop/records/")) {
            return all.map(ObjectStatus::key).toList();
        }
    }

    /** The record that one run for one backup wrote. */
    Rewrap written() {
        return ((ListedDocument.Standing<Rewrap>) listed().getFirst())
                .document()
                .content();
    }

    List<ListedDocument<Rewrap>> listed() {
        return new Rewraps(shop.catalog()).of(backup);
    }

    BackupSecrets secrets(PrivateKeys keys) {
        return shop.catalog().secrets(backup, keys);
    }

    VerificationReport verify(PrivateKeys keys) {
        return new VerifyBackup(shop.catalog(), 1).run(backup, Depth.CONTENT, Optional.of(keys), Progress.none());
    }

    /** Stores a document in the place of a record, signed by whoever. */
    void forge(ObjectKey key, Object document, SigningKey signer) {
        forge(key, StrictJson.indented(document), signer);
    }

    void forge(ObjectKey key, String text, SigningKey signer) {
        files.put(key, ClearSigned.sign(text, signer).getBytes(StandardCharsets.UTF_8));
    }
}
