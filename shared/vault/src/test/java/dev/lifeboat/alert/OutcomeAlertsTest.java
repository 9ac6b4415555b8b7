package dev.lifeboat.alert;

import static dev.lifeboat.verify.MadeUpShop.MONDAY;
import static dev.lifeboat.verify.MadeUpShop.TUESDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.lifeboat.backup.AttemptId;
import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.BackupKind;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.SourceName;
import dev.lifeboat.backup.Tier;
import dev.lifeboat.crypto.ClearSigned;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.health.Finding;
import dev.lifeboat.health.Finding.Check;
import dev.lifeboat.health.Finding.State;
import dev.lifeboat.job.Job;
import dev.lifeboat.json.StrictJson;
import dev.lifeboat.record.BackupRun;
import dev.lifeboat.record.OutcomeRecords;
import dev.lifeboat.record.RunPlace;
import dev.lifeboat.record.RunStage;
import dev.lifeboat.retention.TidyRoom;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.trust.Role;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What people are told of the runs of backups, in whichever order their records come. */
class OutcomeAlertsTest {
    private final TidyRoom room = new TidyRoom();
    private final List<Alert> sent = new ArrayList<>();
    private final Instant now = room.clock.instant();

    private OutcomeRecords records() {
        return new OutcomeRecords(room.shop.catalog(), room.clock);
    }

    private BackupRun run(BackupId id) {
        return new BackupRun(
                id,
                room.clock.instant().minusSeconds(50),
                RunPlace.LAMBDA,
                "run-1",
                new BackupRun.Done(3, 400, 5_000, 60_000));
    }

    private ObjectKey failed(BackupId id) {
        return records()
                .failed(run(id), ErrorCode.DEADLINE_PASSED, RunStage.COPYING, room.shop.signer(Role.BACKUP), "test");
    }

    private ObjectKey made(BackupId id) {
        return records().made(run(id), room.shop.backup(id), room.shop.signer(Role.BACKUP), "test");
    }

    private List<Alert> tell(BackupId id, ObjectKey record) {
        return tell(id, record, room.shop::catalog);
    }

    private List<Alert> tell(BackupId id, ObjectKey record, Supplier<Catalog> opening) {
        Bell bell = new Bell(TidyRoom.LAYOUT.source(), opening, sent::add, room.clock, "test");
        return new OutcomeAlerts("s3://shop-backups", opening, bell).tell(id, record);
    }

    @Test
    void failedRunIsToldOnceRemindedOfAndEndsWhenItsBackupIsMade() {
        ObjectKey record = failed(MONDAY);
        tell(MONDAY, record);
        assertThat(tell(MONDAY, record)).isEmpty();
        room.later(Duration.ofDays(1));
        tell(MONDAY, record);
        tell(MONDAY, made(MONDAY));
        assertThat(tell(MONDAY, record)).isEmpty();

        String body = """
                seen:     the run failed while copying with LB-307 (deadline passed), after 3 tables or parts, 400 rows, \
                5,000 bytes of about 60,000; it ran from %s to %s (lambda), asked for by run-1
                expected: a backup that stands, with its manifest
                means:    there is no such backup; those before it are untouched. The error's text is in the log of whoever ran it
                run next: lifeboat backup --at 2026-11-23T02:00:00Z
                """.formatted(now.minusSeconds(50), now);
        assertThat(sent)
                .extracting(Alert::subject)
                .containsExactly(
                        "Lifeboat critical: backup 20261123T020000Z-full of shop",
                        "Lifeboat critical: backup 20261123T020000Z-full of shop",
                        "Lifeboat resolved: backup 20261123T020000Z-full of shop");
        assertThat(sent)
                .extracting(Alert::text)
                .containsExactly(
                        "Backup 20261123T020000Z-full of source shop is not as it should be.\n\n" + body,
                        "Backup 20261123T020000Z-full of source shop is still not as it should be, since %s.\n\n"
                                        .formatted(now)
                                + body,
                        """
                        Backup 20261123T020000Z-full of source shop is well again. It was not since %s.

                        seen:     it stands now
                        """.formatted(now));
    }

    @Test
    void laterBackupEndsWhatWasToldOfThoseBefore() {
        tell(MONDAY, failed(MONDAY));
        tell(TUESDAY, made(TUESDAY));
        assertThat(sent).extracting(Alert::phase).containsExactly(Phase.BEGIN, Phase.END);
        assertThat(sent.getLast().text()).isEqualTo("""
                Backup 20261123T020000Z-full of source shop is well again. It was not since %s.

                seen:     there is none, and 20261124T020000Z-full stands
                """.formatted(now));
    }

    @Test
    void earlierBackupThatIsHeardOfLateEndsNothing() {
        ObjectKey monday = made(MONDAY);
        tell(TUESDAY, failed(TUESDAY));
        assertThat(tell(MONDAY, monday)).isEmpty();
    }

    @Test
    void nextNightsFailureIsToldAsWell() {
        tell(MONDAY, failed(MONDAY));
        tell(TUESDAY, failed(TUESDAY));
        assertThat(sent).extracting(Alert::phase).containsExactly(Phase.BEGIN, Phase.BEGIN);
    }

    /** Of two runs of one backup, one fails because the other is faster. */
    @Test
    void failureOfABackupThatStandsIsNotTold() {
        made(MONDAY);
        assertThat(tell(MONDAY, failed(MONDAY))).isEmpty();
    }

    @Test
    void backupEndsWhatWasToldOfTheWorker() {
        new Bell(TidyRoom.LAYOUT.source(), room.shop::catalog, sent::add, room.clock, "test")
                .tell(List.of(new Finding(
                        Check.WORKER, "", State.FAILED, "a task stopped", "none", "nothing was done", "look")));
        tell(MONDAY, made(MONDAY));
        assertThat(sent.getLast().text()).isEqualTo("""
                Worker of source shop is well again. It was not since %s.

                seen:     20261123T020000Z-full stands
                """.formatted(now));
    }

    @Test
    void recordThatIsForgedIsAnAlertOfItsOwn() {
        ObjectKey record = failed(MONDAY);
        String forged =
                ClearSigned.sign(StrictJson.indented(records().read(record).content()), room.shop.signer(Role.COPY));
        room.store.replace(record, forged.getBytes(StandardCharsets.UTF_8));
        tell(MONDAY, record);
        room.later(Duration.ofDays(1));
        tell(MONDAY, record);
        assertThat(sent.getFirst().subject()).isEqualTo("Lifeboat critical: records of 20261123T020000Z-full of shop");
        String seen = sent.getFirst().finding().seen();
        assertThat(seen).startsWith("record %s is not believed, LB-202: ".formatted(record));
        String body = """
                seen:     %s
                expected: each signed by who may, at its place
                means:    somebody writes to the store, or removes from it, who should not; what the record says counts for nothing
                run next: lifeboat list --store s3://shop-backups
                """.formatted(seen);
        assertThat(sent)
                .extracting(Alert::text)
                .containsExactly(
                        "Records of 20261123T020000Z-full of source shop are not as they should be.\n\n" + body,
                        "Records of 20261123T020000Z-full of source shop are still not as they should be, since %s.\n\n"
                                        .formatted(now)
                                + body);
    }

    @Test
    void forgedRecordOfABackupThatWasMadeEndsNothing() {
        tell(MONDAY, failed(MONDAY));
        ObjectKey record = TidyRoom.LAYOUT.record(MONDAY, "made", now, new AttemptId("8c1f2b9a63d04e57"));
        room.store.replace(record, new byte[100]);
        tell(MONDAY, record);
        assertThat(sent)
                .extracting(alert -> alert.finding().name(), Alert::phase)
                .containsExactly(
                        tuple("backup 20261123T020000Z-full", Phase.BEGIN),
                        tuple("records of 20261123T020000Z-full", Phase.BEGIN));
    }

    @Test
    void recordThatVanishedIsAnAlert() {
        ObjectKey record = failed(MONDAY);
        room.store.lose(record);
        tell(MONDAY, record);
        assertThat(sent.getFirst().finding().seen())
                .isEqualTo("record %s is not believed, LB-103: object %s is not in store memory: it cannot be read"
                        .formatted(record, record));
    }

    /** A failed run must not be kept silent by what keeps the catalog from being read. */
    @Test
    void whereTheCatalogCannotBeReadPeopleAreToldEachTime() {
        Supplier<Catalog> denied = () -> {
            throw new LifeboatException(ErrorCode.STORE_DENIED, "the trust file cannot be read: nothing was done", "");
        };
        ObjectKey record = failed(MONDAY);
        tell(MONDAY, record, denied);
        tell(MONDAY, record, denied);
        String text = """
                Backup 20261123T020000Z-full of source shop is not as it should be.

                seen:     record %s cannot be read, LB-106: the trust file cannot be read: nothing was done
                expected: a backup that stands, with its manifest
                means:    whether that backup was made is not known; what was told before cannot be read there, so this is told at every run
                run next: lifeboat list --store s3://shop-backups
                """.formatted(record);
        assertThat(sent).extracting(Alert::text).containsExactly(text, text);
    }

    @Test
    void jobIsRecordedOnceItsOwnRunHasLeftARecord() {
        Job job = Job.backup(new SourceName("shop"), BackupKind.FULL, MONDAY.scheduled(), List.of(Tier.DAILY), "run-1");
        Job other =
                Job.backup(new SourceName("shop"), BackupKind.FULL, MONDAY.scheduled(), List.of(Tier.DAILY), "run-2");
        Bell bell = new Bell(TidyRoom.LAYOUT.source(), room.shop::catalog, sent::add, room.clock, "test");
        OutcomeAlerts outcomes = new OutcomeAlerts("s3://shop-backups", room.shop::catalog, bell);
        assertThat(outcomes.isRecorded(job)).isFalse();
        failed(MONDAY);
        assertThat(outcomes.isRecorded(job)).isTrue();
        assertThat(outcomes.isRecorded(other)).isFalse();
    }
}
