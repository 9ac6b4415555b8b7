package dev.lifeboat.documents;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShownOutputTest {
    private static boolean fits(String shown, String printed) {
        return ShownOutput.pattern(shown)
                .matcher(ShownOutput.normalized(printed) + "\n")
                .matches();
    }

    @ParameterizedTest
    @CsvSource({
        "rows as of 2026-11-22T02:00:01.557818Z, rows as of 2027-01-01T00:00:00.123Z",
        "took 2.1 s, took 1 min 20 s",
        "read 98 KiB of 5.0 MiB, read 1.2 GiB of 7 B",
        "owner C8AA 36BC 9F16 B4CF CF67 447A 5E41 7761 AC7E B5B8, owner AE49 9271 F769 2DCB 4714 610D 89CB 967D C0A3 890B",
        "on db.example.com:5432, on 127.0.0.1:34833",
        "list  rows, list rows",
    })
    void whatDiffersFromRunToRunFits(String shown, String printed) {
        assertThat(fits(shown, printed)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "2 tables, 3 tables",
        "25 rows are there, 25 rows were there",
        "error [LB-208]: wrong, error [LB-207]: wrong",
        "read 98 KiB, read 98 rows",
    })
    void whatSaysSomethingElseDoesNot(String shown, String printed) {
        assertThat(fits(shown, printed)).isFalse();
    }

    @Test
    void threeDotsStandForAnyLinesAndOnlyForLines() {
        assertThat(fits("...\nlast", "first\nsecond\nlast")).isTrue();
        assertThat(fits("...\nlast", "last")).isTrue();
        assertThat(fits("...\nlast", "first\nlast\nmore")).isFalse();
        assertThat(fits("first ... last", "first second last")).isFalse();
    }
}
