package dev.lifeboat.parallel;

/**
 * One of several workers, with what it needs for itself, such as a connection. One thread calls {@link #work} and {@link
 * #close}; {@link #cancel} comes from another.
 */
public interface Worker<T> extends AutoCloseable {
    /** Does one task; an exception ends the work of all. */
    void work(T task) throws Exception;

    /** Makes a task under way fail soon. May be called at any time, also more than once or after the end. */
    void cancel();

    @Override
    void close();
}
