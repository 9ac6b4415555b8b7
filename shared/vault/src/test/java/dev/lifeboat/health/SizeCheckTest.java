package dev.lifeboat.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.BackupKind;
import dev.lifeboat.crypto.PrivateKeys;
import dev.lifeboat.retention.TidyRoom;
import dev.lifeboat.verify.MadeUpShop.Lies;
import dev.lifeboat.verify.MadeUpShop.Writing;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What of a backup's size is unusual: in total, and of each of its tables. */
class SizeCheckTest {
    private static final long MEBIBYTE = 1 << 20;

    private final TidyRoom room = new TidyRoom();

    private BackupId tomorrow() {
        room.later(Duration.ofDays(1));
        return new BackupId(room.clock.instant().truncatedTo(ChronoUnit.SECONDS), BackupKind.FULL);
    }

    private BackupId backup(Consumer<Writing> more) {
        BackupId id = tomorrow();
        try (Writing writing = room.writing(id)) {
            writing.storeObjects();
            more.accept(writing);
            writing.commit();
        }
        return id;
    }

    private BackupId backup(Lies lies) {
        return room.shop.backup(tomorrow(), lies).content().id();
    }

    private BackupId orders(long rows, long bytes) {
        return backup(Lies.rows("orders", rows, bytes));
    }

    private void daysOfOrders(long rows, long bytes) {
        for (int day = 0; day < 3; day++) {
            orders(rows, bytes);
        }
    }

    private List<String> unusual(BackupId id, Optional<PrivateKeys> keys) {
        return new SizeCheck(room.shop.catalog(), Expectations.DEFAULT, keys).of(id) instanceof Sizes.Unusual unusual
                ? unusual.anomalies().stream().map(Anomaly::sentence).toList()
                : List.of();
    }

    private List<String> unusualTotals(BackupId id) {
        return unusual(id, Optional.empty());
    }

    private List<String> unusualTables(BackupId id) {
        return unusual(id, Optional.of(room.shop.catalogKey()));
    }

    private long stored(BackupId id) {
        return room.shop.catalog().read(id).content().totals().storedBytes();
    }

    private long plain(BackupId id) {
        return room.shop.catalog().read(id).content().totals().plainBytes();
    }

    /** Many small objects: each takes more by its envelope than by what is in it. */
    @Test
    void storedBytesThatMoreThanDoubleOrHalveAreUnusual() {
        Consumer<Writing> many = writing -> {
            for (int object = 0; object < 10; object++) {
                writing.storeOneMore("");
            }
        };
        BackupId few = backup(writing -> {});
        backup(writing -> {});
        backup(writing -> {});
        BackupId big = backup(many);
        assertThat(unusualTotals(big))
                .containsExactly("%,d stored bytes, usually %,d".formatted(stored(big), stored(few)));
        backup(many);
        backup(many);
        backup(many);
        BackupId small = backup(writing -> {});
        assertThat(unusualTotals(small))
                .containsExactly("%,d stored bytes, usually %,d".formatted(stored(small), stored(big)));
    }

    /** Text that compresses to next to nothing. */
    @Test
    void bytesBeforeCompressionThatMoreThanDoubleOrHalveAreUnusual() {
        Consumer<Writing> one = writing -> writing.storeOneMore("");
        Consumer<Writing> lengthy = writing -> writing.storeOneMore("x".repeat(10_000));
        BackupId little = backup(one);
        backup(one);
        backup(one);
        BackupId much = backup(lengthy);
        assertThat(unusualTotals(much))
                .containsExactly("%,d bytes before compression, usually %,d".formatted(plain(much), plain(little)));
        backup(lengthy);
        backup(lengthy);
        backup(lengthy);
        BackupId less = backup(one);
        assertThat(unusualTotals(less))
                .containsExactly("%,d bytes before compression, usually %,d".formatted(plain(less), plain(much)));
    }

    @Test
    void tableThatGrewAboveTwiceItsRowsIsNamed() {
        daysOfOrders(1_000, 2_000);
        assertThat(unusualTables(orders(2_000, 4_000))).isEmpty();
        assertThat(unusualTables(orders(2_001, 4_002))).containsExactly("shop.orders: 2,001 rows, usually 1,000");
    }

    /** All rows are there, and what stood in one of their columns is not. */
    @Test
    void tableWhoseBigColumnWasNulledIsNamed() {
        daysOfOrders(1_000, 900_000);
        assertThat(unusualTables(orders(1_000, 5_000)))
                .containsExactly("shop.orders: 5,000 bytes before compression, usually 900,000");
    }

    @Test
    void tableThatGrewAboveTwiceItsBytesIsNamed() {
        daysOfOrders(1_000, 900_000);
        assertThat(unusualTables(orders(1_000, 1_800_000))).isEmpty();
        assertThat(unusualTables(orders(1_000, 1_800_001)))
                .containsExactly("shop.orders: 1,800,001 bytes before compression, usually 900,000");
    }

    @Test
    void fewRowsCountByTheirBytesIfTheseAreMany() {
        daysOfOrders(3, MEBIBYTE);
        assertThat(unusualTables(orders(3, MEBIBYTE / 2 - 1)))
                .containsExactly("shop.orders: 524,287 bytes before compression, usually 1,048,576");
        assertThat(unusualTables(orders(1, MEBIBYTE))).isEmpty();
    }

    @Test
    void tableThatIsSmallInRowsAndBytesMayChangeAsItLikes() {
        daysOfOrders(99, MEBIBYTE - 1);
        assertThat(unusualTables(orders(1, 2))).isEmpty();
        assertThat(unusualTables(orders(1_000, 9 * MEBIBYTE))).isEmpty();
    }

    @Test
    void tableIsNamedOnceIfItsRowsAndItsBytesAreUnusual() {
        daysOfOrders(1_000, 900_000);
        assertThat(unusualTables(orders(400, 4_000))).containsExactly("shop.orders: 400 rows, usually 1,000");
    }

    @Test
    void tableStaysGoneUntilHalfOfTheBackupsThatAreComparedHaveForgottenIt() {
        daysOfOrders(4, 8);
        for (int day = 0; day < 3; day++) { // of 3, 4 and 5 before it, 3 have the table
            assertThat(unusualTables(backup(Lies.without("customers"))))
                    .containsExactly("shop.customers: table is gone; rows before: 3");
        }
        assertThat(unusualTables(backup(Lies.without("customers")))).isEmpty();
    }

    @Test
    void tableThatWasThereForOnceIsNotMissed() {
        for (int day = 0; day < 3; day++) {
            backup(Lies.without("customers"));
        }
        orders(4, 8);
        assertThat(unusualTables(backup(Lies.without("customers")))).isEmpty();
    }

    @Test
    void tableThatComesBackEmptyIsNamed() {
        daysOfOrders(4, 8);
        backup(Lies.without("orders"));
        assertThat(unusualTables(orders(0, 0))).containsExactly("shop.orders: table is empty; rows before: 4");
    }
}
