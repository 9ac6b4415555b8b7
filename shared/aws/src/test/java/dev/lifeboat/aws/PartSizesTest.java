package dev.lifeboat.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PartSizesTest {
    private static final long MOST_OF_AN_OBJECT = 5L << 40;
    private static final long MOST_OF_A_PART = 5L << 30;

    @Test
    void tenThousandPartsHoldTheBiggestObject() {
        assertThat(whole(Integer.MAX_VALUE)).isGreaterThanOrEqualTo(MOST_OF_AN_OBJECT);
    }

    @Test
    void inTheUsualHeapOf256MbTheyHoldWhatTheDocumentsSay() {
        assertThat(whole(3)).isBetween(210L << 30, 211L << 30);
    }

    @Test
    void noPartIsBiggerThanS3Takes() {
        assertThat((long) PartSizes.blocks(PartSizes.MOST_PARTS, Integer.MAX_VALUE) * PartMemory.BLOCK)
                .isLessThanOrEqualTo(MOST_OF_A_PART);
    }

    @Test
    void theFirstPartsAreSmall() {
        assertThat(PartSizes.blocks(1, 4)).isEqualTo(1);
        assertThat(PartSizes.blocks(1_000, 4)).isEqualTo(1);
        assertThat(PartSizes.blocks(1_001, 4)).isEqualTo(2);
        assertThat(PartSizes.blocks(9_999, 4)).isEqualTo(4);
    }

    private static long whole(int most) {
        return IntStream.rangeClosed(1, PartSizes.MOST_PARTS)
                .mapToLong(part -> (long) PartSizes.blocks(part, most) * PartMemory.BLOCK)
                .sum();
    }
}
