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

    private static final int SEGMENTS_PER_JOB = 8;
    private static final long WORTHWHILE_BYTES = 16L << 20;

    public SegmentRules {
        if (blockSize < 1 || segmentBytes < 1) {
            throw new IllegalArgumentException(
                    "segments of %d bytes in blocks of %d".formatted(segmentBytes, blockSize));
        }
    }

    /**
     * Segments small enough that each job gets several, and none works at the end while others have nothing left to do.
     *
     * @param mostBytes what no segment has more than, about
     * @param allBytes of all tables, about
     */
    public static SegmentRules forJobs(int blockSize, long mostBytes, long allBytes, int jobs) {
        long share = allBytes / ((long) SEGMENTS_PER_JOB * jobs);
        return new SegmentRules(blockSize, Math.min(mostBytes, Math.max(share, WORTHWHILE_BYTES)));
    }
}
