package dev.lifeboat.aws;

import java.io.IOException;
import java.net.SocketTimeoutException;

/** Notices a connection that gives a byte now and then. Only time spent waiting for bytes counts, not their reader's. */
final class ReadingSpeed {
    private final S3Settings.Limits limits;
    private long bytes;
    private long nanos;

    ReadingSpeed(S3Settings.Limits limits) {
        this.limits = limits;
    }

    /** Counts bytes that were waited for. */
    void add(int count, long waited) throws IOException {
        bytes += count;
        nanos += waited;
        if (nanos > limits.silence().toNanos()) {
            if (bytes < limits.silence().toMillis() / 1000.0 * limits.bytesPerSecond()) {
                throw new SocketTimeoutException("%d bytes in %s are too few".formatted(bytes, limits.silence()));
            }
            bytes = 0;
            nanos = 0;
        }
    }
}
