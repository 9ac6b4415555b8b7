package dev.lifeboat.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.BackupKind;
import dev.lifeboat.backup.SourceName;
import dev.lifeboat.backup.Tier;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.job.Job;
import dev.lifeboat.record.BackupRun;
import dev.lifeboat.record.OutcomeRecords;
import dev.lifeboat.record.RunPlace;
import dev.lifeboat.record.RunStage;
import dev.lifeboat.retention.TidyRoom;
import dev.lifeboat.schedule.BackupWorker.Begun;
import dev.lifeboat.schedule.StartOutcome.Started;
import dev.lifeboat.schedule.StartOutcome.There;
import dev.lifeboat.trust.Role;
import dev.lifeboat.verify.MadeUpShop.Writing;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A wish for a backup becomes a job at the right place, or nothing. */
class BackupStartTest {
    private final TidyRoom room = new TidyRoom();
    private final List<Job> onLambda = new ArrayList<>();
    private final List<Job> onFargate = new ArrayList<>();
    private final BackupStart start = new BackupStart(
            policy(),
            Optional.empty(),
            Map.of(WorkerKind.LAMBDA, keeping(onLambda), WorkerKind.FARGATE, keeping(onFargate)),
            room.clock);

    private static BackupWorker keeping(List<Job> jobs) {
        return job -> {
            jobs.add(job);
            return new Begun("reference", false);
        };
    }

    private Instant now() {
        return room.clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private BackupId backup(Duration took) {
        BackupId id = new BackupId(now(), BackupKind.FULL);
        try (Writing writing = room.writing(id)) {
            writing.storeObjects();
            room.later(took);
            writing.commit();
        }
        return id;
    }

    private StartOutcome start(Instant scheduled) {
        return start(new BackupRequest(BackupKind.FULL, Optional.of(scheduled), List.of()));
    }

    private StartOutcome start(BackupRequest request) {
        return start.start(room.shop.catalog(), start.named(request), request, "1-abc");
    }

    private static TierPolicy policy() {
        return new TierPolicy(ZoneOffset.UTC, DayOfWeek.SUNDAY);
    }

    @Test
    void scheduledBackupBecomesAJobWithTheTiersOfItsDate() {
        Instant scheduled = now().minusSeconds(5);
        BackupId id = new BackupId(scheduled, BackupKind.FULL);
        assertThat(start(scheduled))
                .isEqualTo(new Started(
                        id,
                        policy().of(id),
                        new WorkerChoice(
                                WorkerKind.LAMBDA,
                                "no full was measured yet; if one runs out of time there, the next runs on fargate"),
                        new Begun("reference", false)));
        assertThat(onLambda)
                .containsExactly(
                        Job.backup(new SourceName("shop"), BackupKind.FULL, scheduled, policy().of(id), "1-abc"));
        assertThat(onFargate).isEmpty();
    }

    @Test
    void backupOfAPersonIsOfNowAndManual() {
        assertThat(start(new BackupRequest(BackupKind.FULL, Optional.empty(), List.of())))
                .isInstanceOfSatisfying(Started.class, started -> {
                    assertThat(started.backup()).isEqualTo(new BackupId(now(), BackupKind.FULL));
                    assertThat(started.tiers()).containsExactly(Tier.MANUAL);
                });
    }

    @Test
    void tiersThatSomebodyGivesAreObeyed() {
        assertThat(start(new BackupRequest(BackupKind.FULL, Optional.of(now()), List.of(Tier.MONTHLY))))
                .isInstanceOfSatisfying(
                        Started.class, started -> assertThat(started.tiers()).containsExactly(Tier.MONTHLY));
    }

    @Test
    void lastDurationOfThatKindDecides() {
        backup(Duration.ofMinutes(30));
        backup(Duration.ofMinutes(3));
        start(now());
        assertThat(onLambda).hasSize(1);
        backup(Duration.ofMinutes(11));
        start(now());
        assertThat(onFargate).hasSize(1);
        assertThat(start(new BackupRequest(BackupKind.INCREMENTAL, Optional.of(now()), List.of())))
                .isInstanceOfSatisfying(
                        Started.class,
                        started -> assertThat(started.choice())
                                .isEqualTo(
                                        new WorkerChoice(
                                                WorkerKind.LAMBDA,
                                                "no incremental was measured yet; if one runs out of time there, the next runs on fargate")));
    }

    private void ranOutOfTime(RunPlace where) {
        BackupRun run =
                new BackupRun(new BackupId(now(), BackupKind.FULL), now(), where, "1-abc", BackupRun.Done.NOTHING);
        new OutcomeRecords(room.shop.catalog(), room.clock)
                .failed(run, ErrorCode.DEADLINE_PASSED, RunStage.COPYING, room.shop.signer(Role.BACKUP), "test");
    }

    @Test
    void runThatEndedOnLambdaForWantOfTimeSendsTheNextToFargateUntilOneIsMade() {
        backup(Duration.ofMinutes(9));
        ranOutOfTime(RunPlace.FARGATE);
        start(now());
        assertThat(onLambda).hasSize(1);
        room.later(Duration.ofMinutes(1));
        ranOutOfTime(RunPlace.LAMBDA);
        start(now());
        assertThat(onFargate).hasSize(1);
        room.later(Duration.ofMinutes(1));
        backup(Duration.ofMinutes(9));
        start(now());
        assertThat(onLambda).hasSize(2);
    }

    @Test
    void backupThatIsThereIsNotStartedHoweverLateItsEventComes() {
        BackupId id = backup(Duration.ofMinutes(1));
        assertThat(start(id.scheduled())).isEqualTo(new There(id, List.of(Tier.MANUAL)));
        room.later(Duration.ofDays(3));
        assertThat(start(id.scheduled())).isEqualTo(new There(id, List.of(Tier.MANUAL)));
        assertThat(onFargate).isEmpty();
    }

    @Test
    void eventOfADayAgoIsObeyedAndALaterOneIsNot() {
        room.clock.set(Instant.parse("2026-11-24T02:00:00Z"));
        assertThat(start(Instant.parse("2026-11-23T02:00:00Z"))).isInstanceOf(Started.class);
        assertRefused(
                "2026-11-23T01:59:59Z",
                "backup 20261123T015959Z-full was scheduled more than 24 h ago, and it is 2026-11-24T02:00:00Z: "
                        + "it is not started, for it would not hold what was then");
    }

    @Test
    void eventFromTheFutureIsRefusedUnlessClocksDifferALittle() {
        room.clock.set(Instant.parse("2026-11-23T01:50:00Z"));
        assertThat(start(Instant.parse("2026-11-23T02:00:00Z"))).isInstanceOf(Started.class);
        assertRefused(
                "2026-11-23T02:00:01Z",
                "backup 20261123T020001Z-full is scheduled for later, and it is 2026-11-23T01:50:00Z: it is not started");
    }

    private void assertRefused(String scheduled, String message) {
        assertThatExceptionOfType(LifeboatException.class)
                .isThrownBy(() -> start(Instant.parse(scheduled)))
                .withMessage(message)
                .extracting(LifeboatException::code)
                .isEqualTo(ErrorCode.INSTANT_UNSUITABLE);
    }
}
