package dev.lifeboat.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.backup.Catalog.Listed;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.store.DirectoryStore;
import dev.lifeboat.store.MemoryStore;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.store.OrdinaryUser;
import dev.lifeboat.store.StoreActions;
import dev.lifeboat.verify.MadeUpShop;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a catalog believes, and what it does about the rest. */
final class CatalogTest {
    private static final ObjectKey STRAY = new ObjectKey("shop/manifests/2026/11/23/20261123T030000Z-hourly.json.asc");

    private final MemoryStore store = new MemoryStore();
    private final MadeUpShop shop = new MadeUpShop(store);

    @Test
    void latestIsTheNewestInstant() {
        BackupId newer = id(Duration.ofHours(-1));
        shop.backup(newer);
        shop.backup(id(Duration.ofDays(-1)));
        assertThat(shop.catalog().find("latest").content().id()).isEqualTo(newer);
    }

    @Test
    void identifierFromTheFutureIsNotTheLatest() {
        BackupId yesterday = id(Duration.ofDays(-1));
        BackupId nextYear = id(Duration.ofDays(365));
        shop.backup(yesterday);
        shop.backup(nextYear);
        assertThat(shop.catalog().find("latest").content().id()).isEqualTo(yesterday);
        assertThat(shop.catalog().find(nextYear.toString()).content().id()).isEqualTo(nextYear);
    }

    @Test
    void backupFromTheFutureIsKnownAsOneThatLatestPassesOver() {
        assertThat(Catalog.isPassedOver(shop.backup(id(Duration.ofHours(20))))).isFalse();
        assertThat(Catalog.isPassedOver(shop.backup(id(Duration.ofDays(365))))).isTrue();
    }

    @Test
    void beginningOfAnIdentifierIsEnoughWhereOnlyOneHasIt() {
        shop.backup(MadeUpShop.MONDAY);
        shop.backup(MadeUpShop.TUESDAY);
        assertThat(shop.catalog().find("20261124").content().id()).isEqualTo(MadeUpShop.TUESDAY);
        assertThatThrownBy(() -> shop.catalog().find("202611"))
                .hasMessage(
                        "'202611' begins the identifiers of 2 backups, 20261123T020000Z-full the first of them: none was chosen");
        assertThatThrownBy(() -> shop.catalog().find("2025"))
                .hasMessage(
                        "there is no backup '2025' of source shop in %s: nothing was done".formatted(store.location()));
    }

    @Test
    void manifestThatMayNotBeReadIsRefusedByItself(@TempDir Path folder) throws Exception {
        DirectoryStore files = DirectoryStore.initialize(folder);
        MadeUpShop other = new MadeUpShop(files);
        other.backup(MadeUpShop.MONDAY);
        other.backup(MadeUpShop.TUESDAY);
        Path manifest = folder.resolve("shop/manifests/2026/11/23/%s.json.asc".formatted(MadeUpShop.MONDAY));
        Files.setPosixFilePermissions(manifest, Set.of());
        List<Listed> listed = OrdinaryUser.run(() -> other.catalog().list());
        assertThat(listed).hasSize(2);
        assertThat(listed.getFirst()).isInstanceOfSatisfying(Listed.Refused.class, refused -> {
            assertThat(refused.name()).isEqualTo(MadeUpShop.MONDAY.toString());
            assertThat(refused.why().code()).isEqualTo(ErrorCode.STORE_DENIED);
        });
        assertThat(listed.getLast()).isInstanceOf(Listed.Standing.class);
    }

    @Test
    void strayObjectIsNamedAndKeepsNobodyFromABackup() {
        BackupId yesterday = id(Duration.ofDays(-1));
        shop.backup(yesterday);
        StoreActions.put(store, STRAY.value(), "whatever".getBytes(StandardCharsets.UTF_8));
        List<Listed> listed = shop.catalog().list();
        assertThat(listed).hasSize(2);
        assertThat(listed.getFirst()).isInstanceOf(Listed.Standing.class);
        Listed.Refused refused = (Listed.Refused) listed.getLast();
        assertThat(refused.name()).isEqualTo(STRAY.value());
        assertThat(refused.why())
                .hasMessage("object %s lies among the manifests and is none that this version knows: it is passed over"
                        .formatted(STRAY));
        assertThat(shop.backup(id(Duration.ZERO)).content().previous())
                .extracting(BackupReference::id)
                .containsExactly(yesterday);
    }

    @Test
    void manifestThatCannotBeBelievedIsNotNamedByTheNext() {
        shop.backup(MadeUpShop.MONDAY);
        store.replace(shop.manifest(MadeUpShop.MONDAY), new byte[] {1, 2, 3});
        assertThat(shop.backup(id(Duration.ZERO)).content().previous()).isEmpty();
        assertThatThrownBy(() -> shop.catalog().read(MadeUpShop.MONDAY))
                .isInstanceOfSatisfying(
                        LifeboatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SIGNATURE_INVALID));
    }

    private static BackupId id(Duration fromNow) {
        return new BackupId(Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(fromNow), BackupKind.FULL);
    }
}
