package dev.lifeboat.backup;

import dev.lifeboat.crypto.DataSecret;
import dev.lifeboat.crypto.SymmetricMessage;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.store.ObjectStore;
import dev.lifeboat.stream.ObjectReader;
import dev.lifeboat.stream.ObjectReader.Decoding;
import java.util.Map;

/** Opens the objects of one backup with the private key of a recipient. For many threads at once. */
public final class BackupReader {
    private final ObjectStore store;
    private final ObjectsList objects;
    private final Map<AttemptId, DataSecret> secrets;

    /**
     * Opens the data secrets.
     *
     * @throws LifeboatException KEY_WRONG if the secrets are not those of a recipient's key
     */
    public BackupReader(ObjectStore store, ObjectsList objects, BackupSecrets secrets) {
        this.store = store;
        this.objects = objects;
        this.secrets = Map.copyOf(secrets.data());
    }

    /** Where the objects lie. */
    public ObjectStore store() {
        return store;
    }

    /** The plain bytes of an object that was compressed and encrypted. */
    public ObjectReader open(ObjectKey key) {
        return open(key, decrypting(key).thenZstd(ObjectReader.MAX_WINDOW_LOG));
    }

    /** The plain bytes of an object that was encrypted only. */
    public ObjectReader openUncompressed(ObjectKey key) {
        return open(key, decrypting(key));
    }

    private ObjectReader open(ObjectKey key, Decoding decoding) {
        return ObjectReader.open(store, key, objects.of(key).checksums(), decoding);
    }

    private Decoding decrypting(ObjectKey key) {
        AttemptId attempt = objects.of(key).attempt();
        DataSecret secret = secrets.get(attempt);
        if (secret == null) {
            throw new LifeboatException(
                    ErrorCode.KEY_MISSING,
                    "object %s is encrypted under the secret of attempt %s, which the manifest does not hold: it cannot be read"
                            .formatted(key, attempt),
                    "use another backup");
        }
        return stored -> SymmetricMessage.decrypting(stored, secret, "object " + key);
    }
}
