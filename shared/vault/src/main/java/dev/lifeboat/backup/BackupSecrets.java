package dev.lifeboat.backup;

import dev.lifeboat.backup.Manifest.AttemptKey;
import dev.lifeboat.crypto.DataSecret;
import dev.lifeboat.crypto.PrivateKeys;
import dev.lifeboat.crypto.PublicKeyMessage;
import dev.lifeboat.error.Category;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.trust.ListedDocument;
import dev.lifeboat.trust.SignedDocument;
import dev.lifeboat.trust.Trust;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The secrets of one backup, as far as private keys open them: those that its manifest holds, or else those of a record by
 * which recipients were added later. {@link Catalog#secrets} makes one.
 */
public final class BackupSecrets {
    private final SignedDocument<Manifest> backup;
    private final Rewraps rewraps;
    private final Trust trust;
    private final PrivateKeys keys;

    BackupSecrets(SignedDocument<Manifest> backup, Catalog catalog, PrivateKeys keys) {
        this.backup = backup;
        this.rewraps = new Rewraps(catalog);
        this.trust = catalog.trust();
        this.keys = keys;
    }

    /** Whose secrets they are. */
    public Manifest manifest() {
        return backup.content();
    }

    /**
     * The secret of the index.
     *
     * @throws LifeboatException KEY_WRONG if the keys are neither a recipient's nor the catalog key; MESSAGE_DAMAGED if what
     *     they open is no secret
     */
    public DataSecret index() {
        return opened((from, where) -> secret(from.indexKey().secret(), "index secret of " + where));
    }

    /**
     * The data secrets.
     *
     * @return one for each attempt whose objects the backup needs
     * @throws LifeboatException KEY_WRONG if the keys are no recipient's; MESSAGE_DAMAGED if what they open is no secret
     */
    public Map<AttemptId, DataSecret> data() {
        return opened((from, where) -> {
            Map<AttemptId, DataSecret> secrets = new HashMap<>();
            for (AttemptKey key : from.keys()) {
                secrets.put(key.attempt(), secret(key.secret(), "data secret of " + where));
            }
            return secrets;
        });
    }

    private DataSecret secret(String wrapped, String what) {
        return DataSecret.of(PublicKeyMessage.open(wrapped, keys, what, this::reader));
    }

    private String reader(String keyId) {
        return "key " + trust.reader(keyId).orElse(keyId);
    }

    @FunctionalInterface
    private interface Opening<T> {
        T of(WrappedSecrets from, String where);
    }

    private <T> T opened(Opening<T> opening) {
        try {
            return opening.of(manifest(), "backup " + manifest().id());
        } catch (LifeboatException e) {
            if (e.code() != ErrorCode.KEY_WRONG) {
                throw e;
            }
            return openedByRewrap(opening, e);
        }
    }

    /** A record whose secrets are damaged must not keep those who are named by another from opening the backup. */
    private <T> T openedByRewrap(Opening<T> opening, LifeboatException notByManifest) {
        List<ListedDocument<Rewrap>> listed = rewraps.of(backup);
        LifeboatException damage = null;
        for (SignedDocument<Rewrap> rewrap : Rewraps.standing(listed)) {
            try {
                return opening.of(
                        rewrap.content(),
                        "backup %s in record %s".formatted(manifest().id(), rewrap.key()));
            } catch (LifeboatException e) {
                if (e.code().category() == Category.INTEGRITY) {
                    damage = e;
                } else if (e.code() != ErrorCode.KEY_WRONG) {
                    throw e;
                }
            }
        }
        throw damage == null ? nobodys(notByManifest, ListedDocument.refused(listed)) : damage;
    }

    private LifeboatException nobodys(LifeboatException notByManifest, List<ListedDocument.Refused<Rewrap>> refused) {
        return new LifeboatException(
                notByManifest.code(),
                notByManifest.getMessage() + passedOver(refused),
                "%s; for a recipient who was added later, somebody who can open it runs: lifeboat keys rewrap %s"
                        .formatted(notByManifest.hint(), manifest().id()),
                notByManifest);
    }

    private static String passedOver(List<ListedDocument.Refused<Rewrap>> refused) {
        return switch (refused.size()) {
            case 0 -> "";
            case 1 -> " (a rewrap record does not count: %s)".formatted(why(refused));
            default -> " (%d rewrap records do not count, the first: %s)".formatted(refused.size(), why(refused));
        };
    }

    private static String why(List<ListedDocument.Refused<Rewrap>> refused) {
        return String.valueOf(refused.getFirst().why().getMessage());
    }
}
