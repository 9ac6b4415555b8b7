package dev.lifeboat.aws;

/**
 * How big each part of an object is: 8 MiB, and twice as much after each 1,000 parts, as far as memory goes. S3 takes 10,000
 * parts of an object, and 5 TiB.
 */
final class PartSizes {
    /** How many parts an object may have. */
    static final int MOST_PARTS = 10_000;

    private static final int STEP = 1_000;
    private static final int MOST_DOUBLINGS = 9;

    private PartSizes() {}

    /**
     * How many blocks a part gets.
     *
     * @param number of the part, from 1
     * @param most blocks of a part
     */
    static int blocks(int number, int most) {
        return Math.min(most, 1 << Math.min(MOST_DOUBLINGS, (number - 1) / STEP));
    }
}
