package dev.lifeboat.postgres.segment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SegmentRulesTest {
    @ParameterizedTest(name = "{0} MiB for {1} jobs, at most {2} each: {3}")
    @CsvSource({
        "100000, 2, 128, 128",
        "4096, 8, 128, 64",
        "4096, 1, 128, 128",
        "100, 8, 128, 16",
        "100000, 128, 128, 97",
        "0, 2, 128, 16",
        "4096, 8, 8, 8"
    })
    void segmentsAreSmallEnoughForAllJobs(long all, int jobs, long most, long expected) {
        SegmentRules rules = SegmentRules.forJobs(8192, most << 20, all << 20, jobs);

        assertThat(rules.segmentBytes() >> 20).isEqualTo(expected);
    }
}
