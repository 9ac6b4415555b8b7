package dev.lifeboat.aws;

import static dev.lifeboat.store.StoreActions.noise;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Crc32cSumTest {
    @ParameterizedTest
    @CsvSource({"0, 0", "0, 1", "1, 0", "1, 1", "1000, 77", "5, 100000", "65536, 65536", "8388608, 3"})
    void theSumOfTwoPiecesIsThatOfBothTogether(int first, int second) {
        byte[] whole = noise(first + second);
        Crc32cSum sum = new Crc32cSum();
        sum.append(crc32c(whole, 0, first), first);
        sum.append(crc32c(whole, first, second), second);
        assertThat(sum.value()).isEqualTo(crc32c(whole, 0, first + second));
    }

    @Test
    void manyPiecesSumUp() {
        byte[] whole = noise(100_000);
        Crc32cSum sum = new Crc32cSum();
        for (int from = 0; from < whole.length; from += 999) {
            int length = Math.min(999, whole.length - from);
            sum.append(crc32c(whole, from, length), length);
        }
        assertThat(sum.value()).isEqualTo(crc32c(whole, 0, whole.length));
    }

    private static int crc32c(byte[] bytes, int offset, int length) {
        CRC32C crc32c = new CRC32C();
        crc32c.update(bytes, offset, length);
        return (int) crc32c.getValue();
    }
}
