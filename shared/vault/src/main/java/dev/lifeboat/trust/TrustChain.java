package dev.lifeboat.trust;

import dev.lifeboat.backup.SourceName;
import dev.lifeboat.crypto.Certificate;
import dev.lifeboat.crypto.ClearSigned;
import dev.lifeboat.crypto.KeyFingerprint;
import dev.lifeboat.crypto.SignerCheck;
import dev.lifeboat.crypto.VerificationKey;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.store.ObjectStatus;
import dev.lifeboat.store.ObjectStore;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A source's trust files from the first to the newest, verified: the newest by the pinned owner's signature, every earlier
 * one by the digest that its successor names. Each is also signed by the owner that it names itself, so that an owner may
 * hand over to another.
 */
final class TrustChain {
    /** A verified trust file and the digest of its document. */
    record Link(TrustFile file, String sha256) {}

    private final ObjectStore store;
    private final SourceName source;
    private final TrustPin pin;

    TrustChain(ObjectStore store, SourceName source, TrustPin pin) {
        this.store = store;
        this.source = source;
        this.pin = pin;
    }

    Link newest() {
        int count = TrustFiles.count(store, source);
        requireEnough(count);
        Link newest = read(count, Optional.of(pin.owner()));
        requirePinnedCatalog(newest.file());
        Link successor = newest;
        for (int version = count - 1; version > 0; version--) {
            Link link = read(version, Optional.empty());
            requireSuccession(link, successor.file());
            successor = link;
        }
        return newest;
    }

    private void requireEnough(int count) {
        if (count == 0 && pin.minimumVersion() == 1 && isUnknown()) {
            throw new LifeboatException(
                    ErrorCode.SOURCE_UNKNOWN,
                    "there is no source %s in %s: nothing was done".formatted(source, store.location()),
                    "check the names of store and source; a new source is made with: lifeboat init");
        }
        if (count == 0) {
            throw new LifeboatException(
                    ErrorCode.TRUST_MISSING,
                    "source %s has no trust file in %s: nothing in it can be trusted"
                            .formatted(source, store.location()),
                    "copy the trust files back from another copy of this store");
        }
        if (count < pin.minimumVersion()) {
            throw new LifeboatException(
                    ErrorCode.TRUST_OUTDATED,
                    "newest trust file of source %s in %s is version %d, at least version %d is required: this store may"
                                    .formatted(source, store.location(), count, pin.minimumVersion())
                            + " have been rolled back",
                    "copy the missing trust files back from another copy of this store");
        }
    }

    /** Whether nothing lies there that a source would have: where anything does, somebody took its trust files away. */
    private boolean isUnknown() {
        try (Stream<ObjectStatus> anything = store.list(source + "/")) {
            return anything.findFirst().isEmpty();
        }
    }

    private Link read(int version, Optional<KeyFingerprint> owner) {
        String what = TrustFiles.what(source, version);
        StoredFile stored = StoredFile.read(store, TrustFiles.key(source, version), TrustFile.MAX_BYTES);
        Instant storedAt = stored.status().storedAt();
        ClearSigned.Verified verified = ClearSigned.verify(
                stored.bytes(),
                what,
                TrustFile.MAX_BYTES,
                (signer, text) -> Optional.of(ownerKey(TrustFile.read(text, what), signer, owner, storedAt, what)));
        TrustFile file = TrustFile.read(verified.text(), what);
        requirePlace(file, version);
        return new Link(file, stored.sha256());
    }

    private static VerificationKey ownerKey(
            TrustFile file, KeyFingerprint signer, Optional<KeyFingerprint> owner, Instant storedAt, String what) {
        Certificate certificate = file.ownerCertificate();
        if (owner.isPresent() && !owner.get().equals(certificate.fingerprint())) {
            throw untrusted("%s is owned by key %s, not by the pinned owner %s"
                    .formatted(what, certificate.fingerprint(), owner.get()));
        }
        return switch (certificate.signer(signer, storedAt)) {
            case SignerCheck.Accepted accepted -> accepted.key();
            case SignerCheck.Refused refused ->
                throw untrusted("%s is signed by key %s, which %s (owner %s)"
                        .formatted(what, refused.key(), refused.reason(), certificate.fingerprint()));
        };
    }

    private static LifeboatException untrusted(String message) {
        return new LifeboatException(
                ErrorCode.SIGNER_UNTRUSTED,
                message + ": it is not used",
                "compare the owner's fingerprint with the one that init printed; if it is right, do not trust this"
                        + " store");
    }

    private void requirePlace(TrustFile file, int version) {
        if (!file.source().equals(source) || file.version() != version) {
            throw misplaced("%s is version %d of source %s"
                    .formatted(TrustFiles.what(source, version), file.version(), file.source()));
        }
    }

    private void requirePinnedCatalog(TrustFile file) {
        if (pin.catalog().isPresent() && !pin.catalog().get().equals(file.catalog())) {
            throw misplaced("%s belongs to catalog %s, not to %s"
                    .formatted(
                            TrustFiles.what(source, file.version()),
                            file.catalog(),
                            pin.catalog().get()));
        }
    }

    private void requireSuccession(Link link, TrustFile successor) {
        if (!link.file().catalog().equals(successor.catalog())) {
            throw misplaced("%s belongs to catalog %s, its successor to %s"
                    .formatted(
                            TrustFiles.what(source, link.file().version()),
                            link.file().catalog(),
                            successor.catalog()));
        }
        if (!link.sha256().equals(successor.previous())) {
            throw misplaced("%s is not the one that its successor names"
                    .formatted(TrustFiles.what(source, link.file().version())));
        }
    }

    private static LifeboatException misplaced(String message) {
        return new LifeboatException(
                ErrorCode.DOCUMENT_MISPLACED,
                message + ": this source cannot be trusted",
                "find out who could write to this store, and use another copy of it");
    }
}
