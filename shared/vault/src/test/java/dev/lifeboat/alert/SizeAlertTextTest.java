package dev.lifeboat.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.BackupKind;
import dev.lifeboat.backup.SourceName;
import dev.lifeboat.crypto.PrivateKeys;
import dev.lifeboat.health.Expectations;
import dev.lifeboat.retention.TidyRoom;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.store.StoreActions;
import dev.lifeboat.verify.MadeUpShop.Lies;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The whole text of each alert about sizes: when a condition begins, when it lasts, when it ends. */
class SizeAlertTextTest {
    private static final Lies NONE = Lies.rows(9);

    private final TidyRoom room = new TidyRoom();
    private final List<Alert> sent = new ArrayList<>();
    private final Bell bell =
            new Bell(new SourceName("shop"), () -> room.shop.catalog(), sent::add, room.clock, "test");
    private Expectations expected = Expectations.DEFAULT;
    private Optional<PrivateKeys> keys = Optional.empty();

    private BackupId backup(Lies lies) {
        room.later(Duration.ofDays(1));
        BackupId id = new BackupId(room.clock.instant().truncatedTo(ChronoUnit.SECONDS), BackupKind.FULL);
        room.shop.backup(id, lies);
        return id;
    }

    /** One that comes after three that have this. */
    private BackupId after(Lies usual, Lies unusual) {
        backup(usual);
        backup(usual);
        backup(usual);
        return backup(unusual);
    }

    private void withKey() {
        keys = Optional.of(room.shop.catalogKey());
    }

    /** As size-anomaly-check does. */
    private void watch(BackupId id) {
        new SizeWatch(expected, bell).judge(room.shop.catalog(), id, keys);
    }

    /** An event of this backup, a day later another, and one of what comes after it. */
    private Instant toldThrice(BackupId unusual, Supplier<BackupId> next) {
        Instant begun = room.clock.instant();
        watch(unusual);
        room.later(Duration.ofDays(1));
        watch(unusual);
        watch(next.get());
        return begun;
    }

    private static String unusual(BackupId id, String seen) {
        return """
                seen:     %s: %s
                expected: between half and twice what is usual
                means:    the backup may be of a database that lost, or gained, what it should not have
                run next: lifeboat show %s --key catalog.secret.asc
                """.formatted(id, seen, id);
    }

    private void assertSubjects(String name) {
        assertThat(sent)
                .extracting(Alert::subject)
                .containsExactly(
                        "Lifeboat warning: %s of shop".formatted(name),
                        "Lifeboat warning: %s of shop".formatted(name),
                        "Lifeboat resolved: %s of shop".formatted(name));
    }

    private void assertSizeTold(Instant begun, String body, String well) {
        assertSubjects("size of full");
        assertThat(sent)
                .extracting(Alert::text)
                .containsExactly(
                        "Size of full of source shop is not as it should be.\n\n" + body,
                        "Size of full of source shop is still not as it should be, since %s.\n\n".formatted(begun)
                                + body,
                        """
                        Size of full of source shop is well again. It was not since %s.

                        seen:     %s
                        """.formatted(begun, well));
    }

    private void assertTablesTold(Instant begun, String body, String well) {
        assertSubjects("tables of full");
        assertThat(sent)
                .extracting(Alert::text)
                .containsExactly(
                        "Tables of full of source shop are not as they should be.\n\n" + body,
                        "Tables of full of source shop are still not as they should be, since %s.\n\n".formatted(begun)
                                + body,
                        """
                        Tables of full of source shop are well again. They were not since %s.

                        seen:     %s
                        """.formatted(begun, well));
    }

    @Test
    void sizeIsUnusual() {
        BackupId id = after(NONE, Lies.rows(1_900));
        Instant begun = toldThrice(id, () -> backup(NONE));
        assertSizeTold(begun, unusual(id, "1,900 rows, usually 9"), "as in the 4 before, in total");
    }

    @Test
    void sizeIsBelowTheLeast() {
        expected = new Expectations(expected.ages(), expected.copyLag(), Optional.empty(), 7, 3, 10_000);
        BackupId id = backup(NONE);
        long stored = room.shop.catalog().read(id).content().totals().storedBytes();
        Instant begun = toldThrice(id, () -> {
            expected = Expectations.DEFAULT;
            backup(NONE);
            backup(NONE);
            return backup(NONE);
        });
        assertSizeTold(
                begun,
                unusual(id, "%,d stored bytes, expected at least 10,000".formatted(stored)),
                "as in the 3 before, in total");
    }

    @Test
    void tableIsEmptied() {
        assertTableTold(NONE, Lies.rows("orders", 0), "shop.orders: table is empty; rows before: 4");
    }

    @Test
    void tableIsGone() {
        assertTableTold(NONE, Lies.without("customers"), "shop.customers: table is gone; rows before: 3");
    }

    @Test
    void tableHasShrunk() {
        assertTableTold(Lies.rows("orders", 1_000), Lies.rows("orders", 499), "shop.orders: 499 rows, usually 1,000");
    }

    @Test
    void columnIsNulled() {
        assertTableTold(
                Lies.rows("orders", 1_000, 900_000),
                Lies.rows("orders", 1_000, 5_000),
                "shop.orders: 5,000 bytes before compression, usually 900,000");
    }

    private void assertTableTold(Lies usual, Lies unusual, String seen) {
        withKey();
        BackupId id = after(usual, unusual);
        Instant begun = toldThrice(id, () -> backup(usual));
        assertTablesTold(begun, unusual(id, seen), "as in the 4 before, in each of 4 tables");
    }

    @Test
    void tablesCannotBeKnown() {
        withKey();
        BackupId id = after(NONE, NONE);
        ObjectKey index = room.shop.index(room.shop.catalog().read(id).content());
        byte[] bytes = StoreActions.bytes(room.store, index.value());
        room.store.lose(index);
        Instant begun = toldThrice(id, () -> {
            room.store.replace(index, bytes);
            return id;
        });
        assertTablesTold(begun, """
                seen:     object %s is not in store memory: it cannot be read
                expected: between half and twice what is usual
                means:    whether any table lost its rows cannot be known
                run next: lifeboat verify %s
                """.formatted(index, id), "as in the 3 before, in each of 4 tables");
    }
}
