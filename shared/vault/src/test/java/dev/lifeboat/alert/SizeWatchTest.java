package dev.lifeboat.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.BackupKind;
import dev.lifeboat.backup.SourceName;
import dev.lifeboat.crypto.PrivateKeys;
import dev.lifeboat.health.Expectations;
import dev.lifeboat.health.Sizes;
import dev.lifeboat.retention.TidyRoom;
import dev.lifeboat.verify.MadeUpShop.Lies;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which backups are judged by which, and what people are told of it. */
class SizeWatchTest {
    private static final Lies NONE = Lies.rows(9);

    private final TidyRoom room = new TidyRoom();
    private final List<Alert> sent = new ArrayList<>();
    private final SizeWatch watch = new SizeWatch(
            Expectations.DEFAULT,
            new Bell(new SourceName("shop"), () -> room.shop.catalog(), sent::add, room.clock, "test"));

    private BackupId backup(Lies lies) {
        room.later(Duration.ofDays(1));
        BackupId id = new BackupId(room.clock.instant().truncatedTo(ChronoUnit.SECONDS), BackupKind.FULL);
        room.shop.backup(id, lies);
        return id;
    }

    private void history() {
        for (int day = 0; day < 3; day++) {
            backup(NONE);
        }
    }

    private Sizes judge(BackupId id) {
        return watch.judge(room.shop.catalog(), id, Optional.empty()).sizes();
    }

    private Sizes judgeByTable(BackupId id) {
        Optional<PrivateKeys> key = Optional.of(room.shop.catalogKey());
        return watch.judge(room.shop.catalog(), id, key).sizes();
    }

    private List<String> told() {
        List<String> told = sent.stream()
                .map(alert -> "%s %s".formatted(alert.phase(), alert.finding().name()))
                .toList();
        sent.clear();
        return told;
    }

    @Test
    void conditionBeginsOnceAndEndsWithTheNextUsualBackup() {
        history();
        BackupId small = backup(Lies.rows(4));
        assertThat(judge(small)).isInstanceOf(Sizes.Unusual.class);
        judge(small);
        assertThat(told()).containsExactly("BEGIN size of full");
        judge(backup(NONE));
        assertThat(told()).containsExactly("END size of full");
    }

    @Test
    void backupIsJudgedByThoseBeforeItWhateverCameAfter() {
        history();
        BackupId small = backup(Lies.rows(4));
        BackupId usual = backup(NONE);
        backup(Lies.rows(4));
        backup(Lies.rows(4));
        assertThat(judge(small))
                .isInstanceOfSatisfying(
                        Sizes.Unusual.class,
                        sizes -> assertThat(sizes.compared()).isEqualTo(3));
        assertThat(judge(usual))
                .isInstanceOfSatisfying(
                        Sizes.Usual.class, sizes -> assertThat(sizes.compared()).isEqualTo(4));
    }

    @Test
    void lateEventOfAUsualBackupDoesNotEndWhatANewerOneBegan() {
        history();
        BackupId usual = backup(NONE);
        BackupId small = backup(Lies.rows(4));
        judge(small);
        assertThat(judge(usual)).isInstanceOf(Sizes.Usual.class);
        assertThat(told()).containsExactly("BEGIN size of full");
    }

    @Test
    void lateEventOfAnUnusualBackupIsTold() {
        history();
        BackupId small = backup(Lies.rows(4));
        judge(backup(NONE));
        judge(small);
        assertThat(told()).containsExactly("BEGIN size of full");
    }

    @Test
    void whoWatchesTotalsDoesNotEndWhatTablesBegan() {
        history();
        BackupId emptied = backup(Lies.rows("orders", 0));
        judgeByTable(emptied);
        judge(emptied);
        assertThat(told()).containsExactly("BEGIN tables of full");
        judgeByTable(backup(NONE));
        assertThat(told()).containsExactly("END tables of full");
    }

    @Test
    void tableThatIsGoneIsToldUntilTheHistoryHasForgottenIt() {
        history();
        Lies gone = Lies.without("customers");
        judgeByTable(backup(gone));
        judgeByTable(backup(gone));
        judgeByTable(backup(gone));
        assertThat(told()).containsExactly("BEGIN tables of full", "REMIND tables of full", "REMIND tables of full");
        judgeByTable(backup(gone));
        assertThat(told()).containsExactly("END tables of full");
    }

    @Test
    void indexThatCannotBeReadIsToldOfTables() {
        history();
        BackupId id = backup(NONE);
        room.store.lose(room.shop.index(room.shop.catalog().read(id).content()));
        assertThat(judgeByTable(id)).isInstanceOf(Sizes.Unknown.class);
        assertThat(told()).containsExactly("BEGIN tables of full");
    }

    @Test
    void tooLittleHistoryIsToldToNobody() {
        assertThat(judgeByTable(backup(NONE))).isInstanceOf(Sizes.TooLittleHistory.class);
        assertThat(told()).isEmpty();
    }
}
