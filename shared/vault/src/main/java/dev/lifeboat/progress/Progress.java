package dev.lifeboat.progress;

/**
 * Where an action says how far it is. Whoever starts the action decides whether that is shown, and how.
 *
 * <p>Safe for many threads at once, and cheap enough to be called for every buffer.
 */
public interface Progress {
    /**
     * Begins one step of the work; close it when it is finished, or has failed.
     *
     * @param what the step, for people, such as {@code copying rows}
     * @param totalBytes how many bytes are expected; 0 if that is not known
     */
    Step start(String what, long totalBytes);

    /** Tells nobody. */
    static Progress none() {
        return SilentProgress.INSTANCE;
    }

    /** One step that has begun and not ended. */
    interface Step extends AutoCloseable {
        /** Adds to what is done, from any thread. */
        void advance(long bytes, long rows);

        @Override
        void close();
    }
}
