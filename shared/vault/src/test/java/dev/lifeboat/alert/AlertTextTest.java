package dev.lifeboat.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.BackupKind;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.health.CatalogTrouble;
import dev.lifeboat.health.Expectations;
import dev.lifeboat.health.Finding;
import dev.lifeboat.health.Finding.Check;
import dev.lifeboat.health.HealthCheck;
import dev.lifeboat.health.HealthReport;
import dev.lifeboat.health.OffsiteCopies;
import dev.lifeboat.health.RefusedManifest;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.record.Proof;
import dev.lifeboat.record.ProofRecords;
import dev.lifeboat.replication.Replication;
import dev.lifeboat.replication.Replication.Selection;
import dev.lifeboat.retention.TidyRoom;
import dev.lifeboat.store.MemoryStore;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.store.StoreActions;
import dev.lifeboat.trust.Role;
import dev.lifeboat.trust.SignedDocument;
import dev.lifeboat.verify.Depth;
import dev.lifeboat.verify.MadeUpShop.Writing;
import dev.lifeboat.verify.VerifyBackup;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The whole text of each alert but those about sizes: when a condition begins, when it lasts, when it ends. */
class AlertTextTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private final TidyRoom room = new TidyRoom();
    private final MemoryStore offsite = new MemoryStore(room.clock);
    private final List<Alert> sent = new ArrayList<>();
    private Expectations expected = Expectations.DEFAULT;
    private Optional<OffsiteCopies> copies = Optional.empty();

    private BackupId backup() {
        BackupId id = new BackupId(room.clock.instant().truncatedTo(ChronoUnit.SECONDS), BackupKind.FULL);
        try (Writing writing = room.writing(id)) {
            writing.storeObjects();
            writing.commit();
        }
        return id;
    }

    private List<BackupId> daily(int count) {
        List<BackupId> ids = new ArrayList<>(List.of(backup()));
        while (ids.size() < count) {
            room.later(DAY);
            ids.add(backup());
        }
        return ids;
    }

    private HealthReport report() {
        return new HealthCheck(room.shop.catalog(), expected, room.clock).run(Optional.empty(), copies);
    }

    private void look() {
        tell(report().findings());
    }

    private void tell(List<Finding> findings) {
        new Alerting(room.shop.catalog(), sent::add, room.clock, "test").tell(findings);
    }

    /** A look, a day later another, and one after what makes it well. */
    private Instant toldThrice(Runnable mending) {
        Instant begun = room.clock.instant();
        look();
        room.later(DAY);
        look();
        mending.run();
        look();
        return begun;
    }

    private void copy() {
        Catalog catalog = room.shop.catalog();
        new Replication(catalog, offsite, room.shop.pin(), room.clock)
                .run(Selection.all(catalog), room.shop.signer(Role.COPY), "test", 1, Progress.none());
    }

    private void assertSubjects(Check check, String severity, String name) {
        assertThat(sent.stream().filter(alert -> alert.finding().check() == check))
                .extracting(Alert::subject)
                .containsExactly(
                        "Lifeboat %s: %s of shop".formatted(severity, name),
                        "Lifeboat %s: %s of shop".formatted(severity, name),
                        "Lifeboat resolved: %s of shop".formatted(name));
    }

    private void assertTexts(Check check, String... texts) {
        assertThat(sent.stream().filter(alert -> alert.finding().check() == check))
                .extracting(Alert::text)
                .containsExactly(texts);
    }

    @Test
    void noBackupWasEverMade() {
        List<BackupId> ids = new ArrayList<>();
        Instant begun = toldThrice(() -> ids.add(backup()));
        assertSubjects(Check.FRESHNESS, "critical", "age of full");
        assertTexts(Check.FRESHNESS, """
                Age of full of source shop is not as it should be.

                seen:     there is none
                expected: one of the last 25 h
                means:    nothing of that kind can be restored
                run next: lifeboat backup
                """, """
                Age of full of source shop is still not as it should be, since %s.

                seen:     there is none
                expected: one of the last 25 h
                means:    nothing of that kind can be restored
                run next: lifeboat backup
                """.formatted(begun), """
                Age of full of source shop is well again. It was not since %s.

                seen:     %s, made 0 min ago
                """.formatted(begun, ids.getLast()));
    }

    @Test
    void newestBackupIsTooOld() {
        List<BackupId> ids = new ArrayList<>(List.of(backup()));
        room.later(HOUR.multipliedBy(26));
        Instant begun = toldThrice(() -> ids.add(backup()));
        assertSubjects(Check.FRESHNESS, "critical", "age of full");
        assertTexts(Check.FRESHNESS, """
                Age of full of source shop is not as it should be.

                seen:     %s, made 26 h ago
                expected: one of the last 25 h
                means:    what changed since then is in no such backup
                run next: lifeboat backup
                """.formatted(ids.getFirst()), """
                Age of full of source shop is still not as it should be, since %s.

                seen:     %s, made 2 d 2 h ago
                expected: one of the last 25 h
                means:    what changed since then is in no such backup
                run next: lifeboat backup
                """.formatted(begun, ids.getFirst()), """
                Age of full of source shop is well again. It was not since %s.

                seen:     %s, made 0 min ago
                """.formatted(
                        begun, ids.getLast()));
    }

    @Test
    void clocksAreApart() {
        BackupId id = backup();
        Instant made = room.clock.instant();
        room.later(DAY.multipliedBy(-2));
        Instant begun = toldThrice(() -> room.later(HOUR.multipliedBy(25)));
        String body = """
                seen:     backup %s was made at %s, and this machine says that it is %s
                expected: one of the last 25 h
                means:    how old the newest backup is cannot be known; one of the two clocks is wrong
                run next: date -u
                """;
        assertSubjects(Check.FRESHNESS, "critical", "age of full");
        assertTexts(
                Check.FRESHNESS,
                "Age of full of source shop is not as it should be.\n\n" + body.formatted(id, made, begun),
                "Age of full of source shop is still not as it should be, since %s.\n\n".formatted(begun)
                        + body.formatted(id, made, begun.plus(DAY)),
                """
                Age of full of source shop is well again. It was not since %s.

                seen:     %s, made 60 min ago
                """.formatted(begun, id));
    }

    @Test
    void copiesLag() {
        copies = Optional.of(new OffsiteCopies("s3://shop-offsite", () -> room.shop.catalog(offsite)));
        backup();
        copy();
        room.later(DAY);
        BackupId second = backup();
        room.later(HOUR.multipliedBy(7));
        Instant begun = toldThrice(this::copy);
        String body = """
                seen:     1 without a copy: %s
                expected: a copy in s3://shop-offsite of each backup older than 6 h
                means:    if the first store is lost, so are they
                run next: lifeboat copy --to s3://shop-offsite
                """.formatted(second);
        assertSubjects(Check.COPIES, "critical", "off-site copies");
        assertTexts(
                Check.COPIES,
                "Off-site copies of source shop are not as they should be.\n\n" + body,
                "Off-site copies of source shop are still not as they should be, since %s.\n\n".formatted(begun) + body,
                """
                Off-site copies of source shop are well again. They were not since %s.

                seen:     2 of 2
                """.formatted(begun));
    }

    @Test
    void copiesCannotBeKnown() {
        copies = Optional.of(new OffsiteCopies("s3://shop-offsite", () -> room.shop.catalog(offsite)));
        backup();
        Instant begun = toldThrice(this::copy);
        String body = """
                seen:     there is no source shop in memory: nothing was done
                expected: a copy in s3://shop-offsite of each backup older than 6 h
                means:    whether anything is left if the first store is lost cannot be known
                run next: lifeboat list --store s3://shop-offsite
                """;
        assertSubjects(Check.COPIES, "critical", "off-site copies");
        assertTexts(
                Check.COPIES,
                "Off-site copies of source shop are not as they should be.\n\n" + body,
                "Off-site copies of source shop are still not as they should be, since %s.\n\n".formatted(begun) + body,
                """
                Off-site copies of source shop are well again. They were not since %s.

                seen:     1 of 1
                """.formatted(begun));
    }

    @Test
    void proofIsOverdue() {
        expected = new Expectations(expected.ages(), expected.copyLag(), Optional.of(Duration.ofDays(35)), 7, 3, 1);
        BackupId id = backup();
        Instant begun = toldThrice(() -> prove(id));
        String body = """
                seen:     no backup was ever proven
                expected: a proof of every row within 35 d
                means:    that the backups can be restored is hoped, and not known
                run next: lifeboat verify latest --depth content --record --key recipient.secret.asc --signing-key prove.secret.asc
                """;
        assertSubjects(Check.PROOF, "warning", "proof");
        assertTexts(
                Check.PROOF,
                "Proof of source shop is not as it should be.\n\n" + body,
                "Proof of source shop is still not as it should be, since %s.\n\n".formatted(begun) + body,
                """
                Proof of source shop is well again. It was not since %s.

                seen:     %s, 0 min ago
                """.formatted(begun, id));
    }

    @Test
    void proofIsTooOld() {
        expected = new Expectations(expected.ages(), expected.copyLag(), Optional.of(Duration.ofDays(35)), 7, 3, 1);
        BackupId id = backup();
        prove(id);
        room.later(DAY.multipliedBy(36));
        Instant begun = toldThrice(() -> prove(id));
        String body = """
                seen:     %s, %s ago
                expected: a proof of every row within 35 d
                means:    that the backups can be restored is hoped, and not known
                run next: lifeboat verify latest --depth content --record --key recipient.secret.asc --signing-key prove.secret.asc
                """;
        assertSubjects(Check.PROOF, "warning", "proof");
        assertTexts(
                Check.PROOF,
                "Proof of source shop is not as it should be.\n\n" + body.formatted(id, "36 d"),
                "Proof of source shop is still not as it should be, since %s.\n\n".formatted(begun)
                        + body.formatted(id, "37 d"),
                """
                Proof of source shop is well again. It was not since %s.

                seen:     %s, 0 min ago
                """.formatted(begun, id));
    }

    private void prove(BackupId id) {
        SignedDocument<Manifest> backup = room.shop.catalog().read(id);
        new ProofRecords(room.shop.catalog(), room.clock)
                .write(
                        Proof.of(
                                backup,
                                new VerifyBackup(room.shop.catalog(), 1)
                                        .run(
                                                backup,
                                                Depth.CONTENT,
                                                Optional.of(room.shop.recipient()),
                                                Progress.none())),
                        room.shop.signer(Role.PROVE),
                        "test");
    }

    @Test
    void manifestIsGone() {
        List<BackupId> ids = daily(3);
        ObjectKey key = TidyRoom.LAYOUT.manifest(ids.get(1));
        assertManifests(key, () -> room.store.lose(key), ids.get(1) + " is gone, which the newest names");
    }

    @Test
    void manifestIsNotBelieved() {
        List<BackupId> ids = daily(2);
        ObjectKey key = TidyRoom.LAYOUT.manifest(ids.getLast());
        assertManifests(key, () -> room.store.replace(key, new byte[100]), ids.getLast() + " is not believed");
    }

    private void assertManifests(ObjectKey key, Runnable attack, String seen) {
        byte[] bytes = StoreActions.bytes(room.store, key.value());
        attack.run();
        Instant begun = toldThrice(() -> room.store.replace(key, bytes));
        String body = """
                seen:     %s
                expected: each signed by who may, and none taken away
                means:    somebody writes to the store, or removes from it, who should not
                run next: lifeboat list
                """.formatted(seen);
        assertSubjects(Check.MANIFESTS, "critical", "manifests");
        assertTexts(
                Check.MANIFESTS,
                "Manifests of source shop are not as they should be.\n\n" + body,
                "Manifests of source shop are still not as they should be, since %s.\n\n".formatted(begun) + body,
                """
                Manifests of source shop are well again. They were not since %s.

                seen:     all that were read are believed
                """.formatted(begun));
    }

    @Test
    void manifestOfANewBackupIsNotBelieved() {
        Finding refused = RefusedManifest.of(
                "20261123T020000Z-full",
                "s3://shop-backups",
                new LifeboatException(
                        ErrorCode.SIGNER_UNTRUSTED, "document M is signed by a stranger: it is not used", ""));
        Instant begun = room.clock.instant();
        tell(List.of(refused));
        room.later(DAY);
        tell(List.of(refused));
        tell(List.of(RefusedManifest.none("20261123T020000Z-full")));
        String body = """
                seen:     LB-202: document M is signed by a stranger: it is not used
                expected: one that was signed by who may sign backups
                means:    that backup is not copied; somebody writes to the store who should not, or a trust file is missing there
                run next: lifeboat list --store s3://shop-backups
                """;
        assertSubjects(Check.MANIFESTS, "critical", "manifests of 20261123T020000Z-full");
        assertTexts(
                Check.MANIFESTS,
                "Manifests of 20261123T020000Z-full of source shop are not as they should be.\n\n" + body,
                "Manifests of 20261123T020000Z-full of source shop are still not as they should be, since %s.\n\n"
                                .formatted(begun)
                        + body,
                """
                Manifests of 20261123T020000Z-full of source shop are well again. They were not since %s.

                seen:     it is believed
                """.formatted(begun));
    }

    @Test
    void deleteMarkerLiesOverAManifest() {
        ObjectKey key = TidyRoom.LAYOUT.manifest(backup());
        HealthReport well = report();
        HealthReport covered = new HealthReport(
                well.source(),
                well.at(),
                well.expected(),
                well.freshness(),
                well.sizes(),
                well.copies(),
                well.proven(),
                well.refused(),
                well.vanished(),
                List.of(key),
                List.of());
        Instant begun = room.clock.instant();
        tell(covered.findings());
        room.later(DAY);
        tell(covered.findings());
        tell(well.findings());
        String body = """
                seen:     1 lie below a delete marker or a later version: %s
                expected: none
                means:    somebody tried to remove or replace them, whom the bucket's access logs name; they are read as they were stored
                run next: lifeboat show latest
                """.formatted(key);
        assertSubjects(Check.COVERED, "critical", "covered objects");
        assertTexts(
                Check.COVERED,
                "Covered objects of source shop are not as they should be.\n\n" + body,
                "Covered objects of source shop are still not as they should be, since %s.\n\n".formatted(begun) + body,
                """
                Covered objects of source shop are well again. They were not since %s.

                seen:     none
                """.formatted(begun));
    }

    private static Finding denied() {
        return CatalogTrouble.of(
                "s3://shop-backups",
                new LifeboatException(
                        ErrorCode.STORE_DENIED,
                        "store s3://shop-backups refuses to list manifests: it is not read",
                        ""));
    }

    @Test
    void catalogCannotBeReadPastItsTrustFile() {
        Instant begun = room.clock.instant();
        tell(List.of(denied()));
        room.later(DAY);
        tell(List.of(denied()));
        tell(List.of(CatalogTrouble.none()));
        String body = """
                seen:     LB-106: store s3://shop-backups refuses to list manifests: it is not read
                expected: a store that answers, and a trust file in it that is believed
                means:    how the backups are cannot be known, and none of them can be restored from there
                run next: lifeboat list --store s3://shop-backups
                """;
        assertSubjects(Check.CATALOG, "critical", "catalog");
        assertTexts(
                Check.CATALOG,
                "Catalog of source shop is not as it should be.\n\n" + body,
                "Catalog of source shop is still not as it should be, since %s.\n\n".formatted(begun) + body,
                """
                Catalog of source shop is well again. It was not since %s.

                seen:     it can be read
                """.formatted(begun));
    }

    /** Nothing can be noted there, so it is told every time. */
    @Test
    void catalogCannotBeOpened() {
        Bell bell = new Bell(
                TidyRoom.LAYOUT.source(),
                () -> {
                    throw new LifeboatException(ErrorCode.STORE_DENIED, "the trust file cannot be read", "");
                },
                sent::add,
                room.clock,
                "test");
        bell.tell(List.of(denied()));
        bell.tell(List.of(denied()));
        bell.tell(List.of(CatalogTrouble.none()));
        String text = """
                Catalog of source shop is not as it should be.

                seen:     LB-106: store s3://shop-backups refuses to list manifests: it is not read
                expected: a store that answers, and a trust file in it that is believed
                means:    how the backups are cannot be known, and none of them can be restored from there; what was told before cannot be read there, so this is told at every run
                run next: lifeboat list --store s3://shop-backups
                """;
        assertTexts(Check.CATALOG, text, text);
    }
}
