package dev.lifeboat.verify;

import dev.lifeboat.backup.StoredObject;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.store.ChecksumInput;
import dev.lifeboat.store.Checksums;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.store.ObjectStore;
import dev.lifeboat.verify.Damage.Kind;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads every byte of an object and compares its size and checksums with those that were noted when it was stored. */
final class ByteCheck {
    private final ObjectStore store;
    private final Contents contents;
    private final Map<String, ObjectKey> known = new HashMap<>();

    /** @param all the objects of the backup, for which one may be mistaken */
    ByteCheck(ObjectStore store, Contents contents, Collection<StoredObject> all) {
        this.store = store;
        this.contents = contents;
        all.forEach(object -> known.put(object.sha256(), object.key()));
    }

    /** What is wrong with one object, empty if its bytes are those that were stored. */
    Optional<Damage> of(StoredObject object) {
        try (ChecksumInput in = new ChecksumInput(store.read(object.key()))) {
            in.drain();
            return compare(object, in.checksums());
        } catch (LifeboatException e) {
            return Optional.of(Faults.of(e, object.key(), contents));
        } catch (IOException e) {
            throw new LifeboatException(
                    ErrorCode.STORE_UNREACHABLE,
                    "object %s could not be read to its end: the backup was not verified".formatted(object.key()),
                    "look at the store, and repeat the command",
                    e);
        }
    }

    private Optional<Damage> compare(StoredObject object, Checksums seen) {
        if (seen.equals(object.checksums())) {
            return Optional.empty();
        }
        ObjectKey other = known.get(seen.sha256());
        if (other != null && !other.equals(object.key())) {
            return Optional.of(damage(Kind.CHECKSUM, object, "holds the bytes of object %s".formatted(other)));
        }
        if (seen.bytes() != object.bytes()) {
            return Optional.of(damage(
                    Kind.SIZE, object, "holds %d bytes, %d were stored".formatted(seen.bytes(), object.bytes())));
        }
        String how = seen.sha256().equals(object.sha256())
                ? "has CRC-32C %s, %s was stored".formatted(seen.crc32c(), object.crc32c())
                : "has SHA-256 %s, %s was stored".formatted(seen.sha256(), object.sha256());
        return Optional.of(damage(Kind.CHECKSUM, object, how));
    }

    private Damage damage(Kind kind, StoredObject object, String seen) {
        return new Damage(kind, object.key(), seen, contents.touchedBy(object.key()));
    }
}
