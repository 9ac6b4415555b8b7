package dev.lifeboat.postgres.backup;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;

/** Waiting between two looks at something. */
final class Pause {
    private Pause() {}

    static void millis(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LifeboatException(
                    ErrorCode.INTERRUPTED,
                    "the backup was interrupted: no backup was made",
                    "repeat the command; nothing has to be cleaned up first",
                    e);
        }
    }
}
