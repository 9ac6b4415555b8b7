package dev.lifeboat.aws;

/**
 * The CRC-32C of bytes that come one after another, computed from the CRC-32C of each piece alone: appending is adding zero
 * bytes, which is linear over bits (Mark Adler's method, in zlib's crc32_combine), and then exclusive or.
 */
final class Crc32cSum {
    /** The polynomial of Castagnoli with its bits reversed. */
    private static final int POLYNOMIAL = 0x82F63B78;

    private int value;

    /** Appends a piece of so many bytes. */
    void append(int crc32c, long bytes) {
        value = afterZeros(value, bytes) ^ crc32c;
    }

    int value() {
        return value;
    }

    private static int afterZeros(int crc32c, long bytes) {
        int[] operator = oneZeroByte();
        int result = crc32c;
        for (long left = bytes; left != 0; left >>>= 1) {
            if ((left & 1) != 0) {
                result = times(operator, result);
            }
            operator = square(operator);
        }
        return result;
    }

    private static int[] oneZeroByte() {
        int[] oneBit = new int[Integer.SIZE];
        oneBit[0] = POLYNOMIAL;
        for (int n = 1; n < Integer.SIZE; n++) {
            oneBit[n] = 1 << (n - 1);
        }
        return square(square(square(oneBit)));
    }

    private static int[] square(int[] matrix) {
        int[] square = new int[Integer.SIZE];
        for (int n = 0; n < Integer.SIZE; n++) {
            square[n] = times(matrix, matrix[n]);
        }
        return square;
    }

    private static int times(int[] matrix, int vector) {
        int product = 0;
        for (int n = 0; n < Integer.SIZE; n++) {
            if ((vector >>> n & 1) != 0) {
                product ^= matrix[n];
            }
        }
        return product;
    }
}
