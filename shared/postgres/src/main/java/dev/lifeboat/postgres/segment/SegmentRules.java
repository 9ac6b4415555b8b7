package dev.lifeboat.postgres.segment;

/**
 * How tables are cut.
 *
 * @param blockSize of the server's heaps, in bytes
 * @param segmentBytes heap plus TOAST of a segment, about
 */
public record SegmentRules(int blockSize, long segmentBytes) {
    /** About 128 MiB: big enough to cost little each, small enough to spread over workers. */
    public static final long DEFAULT_BYTES = 128L << 20;

    public SegmentRules {
        if (blockSize < 1 || segmentBytes < 1) {
            throw new IllegalArgumentException(
                    "segments of %d bytes in blocks of %d".formatted(segmentBytes, blockSize));
        }
    }
}
