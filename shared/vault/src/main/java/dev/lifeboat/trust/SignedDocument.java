package dev.lifeboat.trust;

import dev.lifeboat.crypto.KeyFingerprint;
import dev.lifeboat.store.ObjectKey;
import java.time.Instant;

/**
 * A document that was read from a store and is believed.
 *
 * @param signer the primary key of the signer's certificate
 * @param storedAt by the store's clock; of a copy that only counts by it, by the clock of the store that it was written to
 * @param sha256 of the document with its signature, 64 lowercase hexadecimal digits
 */
public record SignedDocument<T extends SourceDocument>(
        ObjectKey key, T content, KeyFingerprint signer, Instant storedAt, String sha256) {}
