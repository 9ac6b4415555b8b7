package dev.lifeboat.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.backup.BackupKind;
import dev.lifeboat.backup.SourceName;
import dev.lifeboat.backup.Tier;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobTest {
    private static final String TEXT =
            "{\"format\":\"lifeboat-job-1\",\"requires\":[],\"job\":\"backup\",\"source\":\"shop\",\"kind\":\"full\","
                    + "\"scheduled\":\"2026-11-27T02:00:00Z\",\"tiers\":[\"daily\",\"weekly\"],\"request\":\"run-1\"}";

    private static final Job JOB = Job.backup(
            new SourceName("shop"),
            BackupKind.FULL,
            Instant.parse("2026-11-27T02:00:00Z"),
            List.of(Tier.DAILY, Tier.WEEKLY),
            "run-1");

    @Test
    void isOneLineOfJsonAndReadFromIt() {
        assertThat(JOB.toJson()).isEqualTo(TEXT);
        assertThat(Job.parse(TEXT)).isEqualTo(JOB);
        assertThat(JOB.id()).hasToString("20261127T020000Z-full");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "\"backup\"; \"restore\"",
                "\"shop\"; \"Shop\"",
                "\"full\"; \"Full\"",
                "02:00:00Z; 02:00:00.5Z",
                "2026-11-27T02:00:00Z; 1926-11-27T02:00:00Z",
                "2026-11-27T02:00:00Z; 2026-11-27T02:00:00+00:00",
                "\"weekly\"; \"daily\"",
                "\"daily\"; \"yearly\"",
                "[\"daily\",\"weekly\"]; []",
                "\"run-1\"; \"run 1\"",
                "\"run-1\"; \"\"",
                "\"run-1\"; null",
                "\"run-1\"; 1",
                ",\"request\":\"run-1\"; ''",
                "\"request\"; \"password\"",
            },
            delimiter = ';')
    void whatIsNotExactlyAJobIsRefused(String part, String instead) {
        assertThat(TEXT).contains(part);
        assertThatThrownBy(() -> Job.parse(TEXT.replace(part, instead)))
                .isInstanceOfSatisfying(
                        LifeboatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION_INVALID))
                .hasMessageMatching(
                        "the job is not a valid document \\(line [0-9]+, column [0-9]+\\): it cannot be used;"
                                + " expected is a document of the format lifeboat-job-1: nothing was done");
    }

    @Test
    void anotherDocumentIsNoJob() {
        assertThatThrownBy(() -> Job.parse(TEXT.replace("lifeboat-job-1", "lifeboat-record-1")))
                .hasMessage("the job is of the format 'lifeboat-record-1', not 'lifeboat-job-1': it cannot be used;"
                        + " expected is a document of the format lifeboat-job-1: nothing was done");
        assertThatThrownBy(() -> Job.parse("")).hasMessageContaining("(line 1, column 0)");
    }

    @Test
    void jobOfALaterVersionSaysThatOneIsNeeded() {
        assertThatThrownBy(() -> Job.parse(TEXT.replace("\"requires\":[]", "\"requires\":[\"tables\"]")))
                .isInstanceOfSatisfying(
                        LifeboatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DOCUMENT_TOO_NEW))
                .hasMessage("the job requires [tables], which this program does not know: it cannot be used");
        assertThatThrownBy(() -> Job.parse(TEXT.replace("job-1", "job-2")))
                .isInstanceOfSatisfying(
                        LifeboatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DOCUMENT_TOO_NEW));
    }

    @Test
    void textThatIsTooLongIsNotEvenRead() {
        assertThatThrownBy(() -> Job.parse(TEXT + " ".repeat(Job.MAX_CHARACTERS)))
                .hasMessage("the job has %d characters, at most 4096 are expected: nothing was done"
                        .formatted(TEXT.length() + Job.MAX_CHARACTERS));
    }
}
