package dev.lifeboat.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lifeboat.backup.BackupKind;
import dev.lifeboat.backup.Tier;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.schedule.BackupRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BackupWantedTest {
    private static void assertRefused(Map<String, Object> event, String seen) {
        assertThatExceptionOfType(LifeboatException.class)
                .isThrownBy(() -> BackupWanted.of(event))
                .withMessage("an event is not one that asks for a backup, %s: no backup was started", seen)
                .extracting(LifeboatException::code)
                .isEqualTo(ErrorCode.CONFIGURATION_INVALID);
    }

    @Test
    void scheduleGivesKindAndInstant() {
        assertThat(BackupWanted.of(Map.of("kind", "incremental", "scheduled", "2026-11-23T08:00:00Z")))
                .isEqualTo(new BackupRequest(
                        BackupKind.INCREMENTAL, Optional.of(Instant.parse("2026-11-23T08:00:00Z")), List.of()));
    }

    @Test
    void personMayGiveAKindAlone() {
        assertThat(BackupWanted.of(Map.of("kind", "full")))
                .isEqualTo(new BackupRequest(BackupKind.FULL, Optional.empty(), List.of()));
    }

    @Test
    void personMayGiveTiers() {
        assertThat(BackupWanted.of(Map.of("kind", "full", "tiers", List.of("weekly", "manual")))
                        .tiers())
                .containsExactly(Tier.WEEKLY, Tier.MANUAL);
    }

    @Test
    void whatAsksForNoBackupIsRefusedByWhatIsWrongWithIt() {
        assertRefused(Map.of(), "it names no kind");
        assertRefused(Map.of("source", "aws.s3", "detail", Map.of()), "it has detail, source");
        assertRefused(Map.of("kind", "ful"), "its kind is 'ful', which is none of full, incremental");
        assertRefused(Map.of("kind", 1), "its kind is no text");
        assertRefused(Map.of("kind", "full", "scheduled", "02:00"), "its scheduled is '02:00'");
        assertRefused(
                Map.of("kind", "full", "scheduled", "<aws.scheduler.scheduled-time>"),
                "its scheduled is '<aws.scheduler.scheduled-time>'");
        assertRefused(
                Map.of("kind", "full", "scheduled", "2026-11-23T02:00:00.5Z"),
                "its scheduled is 2026-11-23T02:00:00.500Z, which no backup can be named by");
        assertRefused(Map.of("kind", "full", "tiers", "weekly"), "its tiers are no list of them");
        assertRefused(Map.of("kind", "full", "tiers", List.of()), "its tiers are no list of them");
        assertRefused(
                Map.of("kind", "full", "tiers", List.of("yearly")),
                "its tier is 'yearly', which is none of daily, incremental, weekly, monthly, manual");
        assertRefused(Map.of("kind", "full", "tiers", List.of("daily", "daily")), "its tiers name one twice");
    }
}
