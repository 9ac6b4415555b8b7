package dev.lifeboat.postgres.restore;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IndexMemoryTest {
    private static final long MIB = 1024;

    /** Of a server with its first settings, a tuned one, a tiny one, and one whose owner allows more. */
    @ParameterizedTest
    @CsvSource({
        "64, 4096, 128, 2, 128",
        "64, 4096, 128, 1, 256",
        "64, 49152, 16384, 2, 1024",
        "64, 512, 256, 2, 64",
        "2048, 49152, 16384, 4, 2048"
    })
    void indexesGetWhatTheOwnersSettingsSpare(long allowed, long cache, long shared, int jobs, long expected) {
        assertThat(IndexMemory.of(allowed * MIB, cache * MIB, shared * MIB, jobs)
                        .kibibytes())
                .isEqualTo(expected * MIB);
    }

    @Test
    void allJobsTogetherStayBelowAnEighthOfTheCache() {
        for (int jobs = 1; jobs <= 64; jobs++) {
            assertThat(IndexMemory.of(1, 4096 * MIB, 4096 * MIB, jobs).kibibytes() * jobs)
                    .isLessThanOrEqualTo(512 * MIB);
        }
    }
}
