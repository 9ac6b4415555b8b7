package dev.lifeboat.backup;

import dev.lifeboat.backup.Manifest.AttemptKey;
import dev.lifeboat.backup.Manifest.IndexKey;
import dev.lifeboat.crypto.KeyFingerprint;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A document that holds what opens one backup, encrypted: its manifest, or a later record. */
public interface WrappedSecrets {
    /** Each attempt's data secret. */
    List<AttemptKey> keys();

    /** The secret of the index. */
    IndexKey indexKey();

    /** The attempts whose secrets it holds. */
    default Set<AttemptId> attempts() {
        return keys().stream().map(AttemptKey::attempt).collect(Collectors.toSet());
    }

    /** Whether the owner of that key, primary or subkey, can open every row. */
    default boolean opensRows(KeyFingerprint reader) {
        return keys().stream().allMatch(key -> key.recipients().contains(reader.value()));
    }

    /** Whether the owner of that key, primary or subkey, can open the index. */
    default boolean opensIndex(KeyFingerprint reader) {
        return indexKey().readers().contains(reader.value());
    }
}
