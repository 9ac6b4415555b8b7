package dev.lifeboat.store;

import java.io.OutputStream;

/**
 * An object on its way into a store. Nobody can see it before {@link #commit}; closing it without a commit discards it.
 *
 * <p>Writing throws {@link dev.lifeboat.error.LifeboatException} rather than {@link java.io.IOException}. One thread at a
 * time may use an upload; many uploads may run at once. An upload ends with its commit, its close or its first failure:
 * writing or committing after that throws {@link IllegalStateException}.
 */
public abstract class ObjectUpload extends OutputStream {
    /**
     * Makes the object durable and visible under its key, unless one is there already.
     *
     * @param expected the checksums of what the caller wrote; the store confirms that this is what it received
     * @throws dev.lifeboat.error.LifeboatException if the bytes received differ, or the store failed: then no object of
     *     ours is visible, unless the failure was that the store's answer was lost
     */
    public abstract CreateOutcome commit(Checksums expected);

    @Override
    public abstract void write(byte[] buffer, int offset, int length);

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    /** Discards the object if it was not committed; otherwise does nothing. May be called again. */
    @Override
    public abstract void close();
}
