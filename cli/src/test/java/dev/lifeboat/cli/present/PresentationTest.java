package dev.lifeboat.cli.present;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PresentationTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1023, 1023 B",
        "1024, 1.0 KiB",
        "1536, 1.5 KiB",
        "10188, 9.9 KiB",
        "10240, 10 KiB",
        "1048064, 1.0 MiB",
        "1610612736, 1.5 GiB",
        "9223372036854775807, 8.0 EiB"
    })
    void bytesAreShownInBinaryUnits(long bytes, String text) {
        assertThat(Sizes.bytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "PT0.04S, 0.0 s",
        "PT0.4S, 0.4 s",
        "PT9.949S, 9.9 s",
        "PT9.95S, 10 s",
        "PT59.4S, 59 s",
        "PT59.5S, 1 min 0 s",
        "PT3M5S, 3 min 5 s",
        "PT2H10M, 2 h 10 min",
        "PT76H, 3 d 4 h"
    })
    void durationsAreShownInTheirTwoBiggestUnits(Duration duration, String text) {
        assertThat(Durations.text(duration)).isEqualTo(text);
    }

    @Test
    void columnsAreAlignedAndNumbersStandToTheRight() {
        TextTable table =
                new TextTable("table", ">rows").row("auth.users", "1,200").row("a", 5);
        assertThat(table.toString()).isEqualTo("""
                        table        rows
                        auth.users  1,200
                        a               5
                        """);
    }

    @Test
    void aNameCannotBreakALineNorSteerTheTerminal() {
        assertThat(new TextTable("table").row("a\nb\u001b[2Jc\u202ed\u00fc").toString())
                .isEqualTo("table\na\\nb\\u001b[2Jc\\u202ed\u00fc\n");
        assertThat(Printable.lines("a\nb\rc")).isEqualTo("a\nb\\u000dc");
    }
}
