package dev.lifeboat.verify;

import dev.lifeboat.error.Category;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.verify.Damage.Kind;

/** Tells failures that are the object's own from failures to look at it: a check that cannot be made is no damage. */
final class Faults {
    private Faults() {}

    /** What a store says of an object that it cannot give; throws anything else on. */
    static Damage of(LifeboatException failure, ObjectKey object, Contents contents) {
        if (failure.code().category() != Category.INTEGRITY) {
            throw failure;
        }
        Touched touched = contents.touchedBy(object);
        return failure.code() == ErrorCode.OBJECT_MISSING
                ? new Damage(Kind.MISSING, object, "is missing", touched)
                : new Damage(Kind.UNREADABLE, object, "cannot be read (%s)".formatted(failure.getMessage()), touched);
    }

    /** Throws on what no object can be blamed for, such as a store that cannot be reached. */
    static void requireOwn(LifeboatException failure) {
        boolean own = failure.code().category() == Category.INTEGRITY
                || failure.code() == ErrorCode.KEY_WRONG
                || failure.code() == ErrorCode.KEY_MISSING;
        if (!own) {
            throw failure;
        }
    }

    /**
     * What decrypting an object says of it whose stored bytes are right; throws on what is not about the object.
     */
    static Damage inside(LifeboatException failure, ObjectKey object, Contents contents) {
        String how = switch (failure.code()) {
            case KEY_WRONG -> "but is encrypted under another secret than this backup's";
            case KEY_MISSING -> "but the manifest holds no secret for it";
            case MESSAGE_DAMAGED -> "but is no intact OpenPGP message";
            case OBJECT_DAMAGED -> "but does not decompress to its end";
            default -> throw failure;
        };
        return new Damage(Kind.DECRYPTION, object, "has its checksums, " + how, contents.touchedBy(object));
    }
}
