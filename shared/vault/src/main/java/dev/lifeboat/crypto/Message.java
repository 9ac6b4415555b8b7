package dev.lifeboat.crypto;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import org.jspecify.annotations.Nullable;

/**
 * The message that is being read, for errors.
 *
 * @param what such as {@code object shop/backups/.../000042.copy.zst.pgp}
 */
record Message(String what) {
    /** The message is not what Lifeboat wrote. */
    LifeboatException damaged(String how) {
        return damaged(how, null);
    }

    LifeboatException damaged(String how, @Nullable Throwable cause) {
        return new LifeboatException(
                ErrorCode.MESSAGE_DAMAGED,
                "%s is damaged (%s): what it holds cannot be used".formatted(what, how),
                "read it from another copy of this store, such as the off-site copy, or use another backup",
                cause);
    }

    LifeboatException cutOff() {
        return damaged("it ends too early");
    }
}
