package dev.lifeboat.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.lifeboat.backup.AttemptName;
import dev.lifeboat.backup.BackupAttempt.Contents;
import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.BackupKind;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.Condemnations;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.health.Finding.Check;
import dev.lifeboat.health.Finding.State;
import dev.lifeboat.index.IndexEntry;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.record.Proof;
import dev.lifeboat.record.ProofRecords;
import dev.lifeboat.replication.Replication;
import dev.lifeboat.replication.Replication.Selection;
import dev.lifeboat.retention.TidyRoom;
import dev.lifeboat.store.FaultyStore;
import dev.lifeboat.store.MemoryStore;
import dev.lifeboat.store.ObjectStore;
import dev.lifeboat.store.StoreCall;
import dev.lifeboat.store.StoreCall.Kind;
import dev.lifeboat.trust.Role;
import dev.lifeboat.trust.SignedDocument;
import dev.lifeboat.verify.Depth;
import dev.lifeboat.verify.MadeUpShop.Lies;
import dev.lifeboat.verify.MadeUpShop.Writing;
import dev.lifeboat.verify.VerifyBackup;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What is said of the backups of a source, and what of them is a failure. */
class HealthCheckTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final TidyRoom room = new TidyRoom();
    private final MemoryStore offsite = new MemoryStore(room.clock);

    /** A backup that is scheduled and made now. */
    private BackupId backup() {
        BackupId id = new BackupId(room.clock.instant().truncatedTo(ChronoUnit.SECONDS), BackupKind.FULL);
        try (Writing writing = room.writing(id)) {
            writing.storeObjects();
            writing.commit();
        }
        return id;
    }

    /** The same each day, the last of them now. */
    private List<BackupId> daily(int count) {
        List<BackupId> ids = new ArrayList<>();
        for (int day = 0; day < count; day++) {
            if (day > 0) {
                room.later(Duration.ofDays(1));
            }
            ids.add(backup());
        }
        return ids;
    }

    /** A backup that says something else of itself than is so. */
    private BackupId lying(UnaryOperator<List<IndexEntry>> index, UnaryOperator<Contents> totals) {
        room.later(Duration.ofDays(1));
        BackupId id = new BackupId(room.clock.instant().truncatedTo(ChronoUnit.SECONDS), BackupKind.FULL);
        room.shop.backup(id, new Lies(index, totals, false));
        return id;
    }

    private HealthReport look() {
        return look(room.store, Expectations.DEFAULT);
    }

    private HealthReport look(ObjectStore store, Expectations expected) {
        return new HealthCheck(room.shop.catalog(store), expected, room.clock).run(Optional.empty(), Optional.empty());
    }

    private HealthReport lookByTable() {
        return new HealthCheck(room.shop.catalog(), Expectations.DEFAULT, room.clock)
                .run(Optional.of(room.shop.catalogKey()), Optional.empty());
    }

    private HealthReport lookOffsite() {
        OffsiteCopies copies = new OffsiteCopies("the NAS", () -> room.shop.catalog(offsite));
        return new HealthCheck(room.shop.catalog(), Expectations.DEFAULT, room.clock)
                .run(Optional.empty(), Optional.of(copies));
    }

    private void copy() {
        Catalog catalog = room.shop.catalog();
        assertThat(new Replication(catalog, offsite, room.shop.pin(), room.clock)
                        .run(Selection.all(catalog), room.shop.signer(Role.COPY), "test", 1, Progress.none())
                        .failure())
                .isEmpty();
    }

    private static Finding finding(HealthReport report, Check check) {
        return report.findings().stream()
                .filter(finding -> finding.check() == check)
                .findFirst()
                .orElseThrow();
    }

    private static Expectations ages(String... limits) {
        Expectations usual = Expectations.DEFAULT;
        return new Expectations(
                List.of(limits).stream().map(AgeLimit::parse).toList(), usual.copyLag(), Optional.empty(), 7, 3, 1);
    }

    @Test
    void backupsThatAreAsTheyShouldBeAreWell() {
        List<BackupId> ids = daily(5);
        room.later(HOUR.multipliedBy(3));
        HealthReport report = look();
        assertThat(report.failure()).isEmpty();
        assertThat(finding(report, Check.FRESHNESS).seen()).isEqualTo("%s, made 3 h ago", ids.getLast());
        assertThat(finding(report, Check.SIZE).seen()).isEqualTo("as in the 4 before, in total");
        assertThat(report.findings()).extracting(Finding::state).containsOnly(State.WELL, State.NOTE);
    }

    @Test
    void fullOf25HoursIsFreshAndAnOlderOneIsNot() {
        BackupId id = backup();
        room.later(HOUR.multipliedBy(25));
        assertThat(look().freshness()).singleElement().isInstanceOf(Freshness.Fresh.class);
        room.later(Duration.ofMinutes(1));
        HealthReport report = look();
        assertThat(report.freshness()).singleElement().isInstanceOf(Freshness.Overdue.class);
        assertThat(report.failure()).hasValueSatisfying(failure -> {
            assertThat(failure.code()).isEqualTo(ErrorCode.NOT_HEALTHY);
            assertThat(failure.toText()).isEqualToNormalizingNewlines("""
                            error [LB-701]: age of full of source shop: %s, made 25 h 1 min ago, expected one of the last 25 h: what changed since then is in no such backup
                                hint: run: lifeboat backup""".formatted(id));
        });
    }

    @Test
    void sourceWithoutABackupIsAFailure() {
        HealthReport report = look();
        assertThat(finding(report, Check.FRESHNESS).seen()).isEqualTo("there is none");
        assertThat(report.failure()).isPresent();
        assertThat(report.sizes()).isEmpty();
    }

    @Test
    void clockThatIsBehindTheStoresKnowsNoAge() {
        BackupId id = backup();
        Instant made = room.clock.instant();
        room.later(HOUR.multipliedBy(-2));
        HealthReport report = look();
        assertThat(finding(report, Check.FRESHNESS))
                .extracting(Finding::state, Finding::seen)
                .containsExactly(
                        State.UNKNOWN,
                        "backup %s was made at %s, and this machine says that it is %s"
                                .formatted(id, made, room.clock.instant()));
        assertThat(report.failure()).isPresent();
    }

    @Test
    void manifestThatIsNotBelievedIsNamedAndNoBackup() {
        List<BackupId> ids = daily(2);
        room.store.replace(TidyRoom.LAYOUT.manifest(ids.getLast()), new byte[100]);
        HealthReport report = look();
        assertThat(finding(report, Check.MANIFESTS).seen()).isEqualTo("%s is not believed", ids.getLast());
        assertThat(finding(report, Check.FRESHNESS).seen()).isEqualTo("%s, made 24 h ago", ids.getFirst());
        assertThat(report.failure()).isPresent();
    }

    @Test
    void manifestThatTheNewestNamesAndThatIsGoneIsMissed() {
        List<BackupId> ids = daily(3);
        Manifest second = room.shop.catalog().read(ids.get(1)).content();
        room.store.lose(TidyRoom.LAYOUT.manifest(ids.get(1)));
        assertThat(finding(look(), Check.MANIFESTS))
                .extracting(Finding::state, Finding::seen)
                .containsExactly(State.FAILED, "%s is gone, which the newest names".formatted(ids.get(1)));

        new Condemnations(room.shop.catalog())
                .condemn(
                        new AttemptName(ids.get(1), second.attempt()),
                        Optional.empty(),
                        room.clock.instant(),
                        room.shop.signer(Role.RETAIN),
                        "test");
        assertThat(finding(look(), Check.MANIFESTS).state()).isEqualTo(State.WELL);
    }

    @Test
    void eachKindAndTierThatIsDemandedIsLookedFor() {
        backup();
        HealthReport report = look(room.store, ages("full=1h", "manual=1d", "weekly=8d", "incremental=6h"));
        assertThat(report.findings().stream().limit(4))
                .extracting(Finding::name, Finding::state)
                .containsExactly(
                        tuple("age of full", State.WELL),
                        tuple("age of manual", State.WELL),
                        tuple("age of weekly", State.FAILED),
                        tuple("age of incremental", State.FAILED));
    }

    @Test
    void limitsAreReadStrictly() {
        assertThat(AgeLimit.parse("weekly=8d").most()).isEqualTo(Duration.ofDays(8));
        for (String text : List.of("full", "full=", "full=0h", "full=25", "hourly=1h", "full=-1h", "FULL=1h")) {
            assertThatThrownBy(() -> AgeLimit.parse(text))
                    .as(text)
                    .isInstanceOfSatisfying(
                            LifeboatException.class,
                            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.USAGE));
        }
    }

    /** Otherwise a copy of last week's backup would look like one of today. */
    @Test
    void copyIsAsOldAsItsOriginal() {
        backup();
        room.later(HOUR.multipliedBy(30));
        copy();
        assertThat(look(offsite, Expectations.DEFAULT).freshness())
                .singleElement()
                .isInstanceOf(Freshness.Overdue.class);
    }

    @Test
    void tooLittleHistoryIsSaid() {
        daily(3);
        Finding size = finding(look(), Check.SIZE);
        assertThat(size.state()).isEqualTo(State.NOTE);
        assertThat(size.seen()).isEqualTo("too little history: 2 before it, 3 are needed");
    }

    @Test
    void rowsThatMoreThanDoubleOrHalveAreUnusual() {
        daily(4);
        BackupId id = lying(UnaryOperator.identity(), of -> new Contents(of.snapshot(), of.tables(), 19, 0));
        assertThat(finding(look(), Check.SIZE))
                .extracting(Finding::state, Finding::seen)
                .containsExactly(State.FAILED, id + ": 19 rows, usually 9");
        lying(UnaryOperator.identity(), of -> new Contents(of.snapshot(), of.tables(), 18, 0));
        assertThat(finding(look(), Check.SIZE).state()).isEqualTo(State.WELL);
        lying(UnaryOperator.identity(), of -> new Contents(of.snapshot(), of.tables(), 4, 0));
        assertThat(finding(look(), Check.SIZE).seen()).endsWith(": 4 rows, usually 9");
    }

    @Test
    void backupBelowTheLeastSizeIsUnusualWithoutAnyHistory() {
        BackupId id = backup();
        long stored = room.shop.catalog().read(id).content().totals().storedBytes();
        Expectations usual = Expectations.DEFAULT;
        Expectations big = new Expectations(usual.ages(), usual.copyLag(), Optional.empty(), 7, 3, 1_000_000);
        assertThat(finding(look(room.store, big), Check.SIZE).seen())
                .isEqualTo("%s: %,d stored bytes, expected at least 1,000,000", id, stored);
    }

    private static UnaryOperator<List<IndexEntry>> orders(long rows) {
        return Lies.rows("orders", rows).index();
    }

    private void ordersOf(long... rows) {
        for (long some : rows) {
            lying(orders(some), UnaryOperator.identity());
        }
    }

    @Test
    void tableThatLostMostOfItsRowsIsNamed() {
        ordersOf(1000, 1010, 1020, 500);
        assertThat(finding(lookByTable(), Check.SIZE).seen()).endsWith(": shop.orders: 500 rows, usually 1,010");
        assertThat(finding(look(), Check.SIZE).state()).isEqualTo(State.WELL);
    }

    @Test
    void tableThatIsEmptyOrGoneIsNamed() {
        ordersOf(3, 3, 3);
        lying(orders(0), UnaryOperator.identity());
        assertThat(finding(lookByTable(), Check.SIZE).seen()).endsWith(": shop.orders: table is empty; rows before: 3");
        Lies gone = Lies.without("customers");
        lying(gone.index(), gone.totals());
        assertThat(finding(lookByTable(), Check.SIZE).seen())
                .endsWith(": shop.customers: table is gone; rows before: 3");
    }

    @Test
    void indexThatCannotBeReadIsAFailure() {
        BackupId id = daily(4).getLast();
        Manifest newest = room.shop.catalog().read(id).content();
        room.store.lose(room.shop.index(newest));
        assertThat(finding(lookByTable(), Check.SIZE))
                .extracting(Finding::state, Finding::command)
                .containsExactly(State.UNKNOWN, "lifeboat verify " + id);
    }

    @Test
    void tablesThatChangeAsUsualAreCounted() {
        ordersOf(1000, 1100, 1200, 1300);
        assertThat(finding(lookByTable(), Check.SIZE).seen()).isEqualTo("as in the 3 before, in each of 4 tables");
    }

    @Test
    void backupsWithoutACopyAreNamedOnceTheyAreOld() {
        BackupId first = backup();
        copy();
        room.later(HOUR.multipliedBy(20));
        BackupId second = backup();
        assertThat(finding(lookOffsite(), Check.COPIES).seen()).isEqualTo("1, and 1 not yet");
        room.later(HOUR.multipliedBy(7));
        HealthReport report = lookOffsite();
        assertThat(report.copies()).contains(new Copies.Lagging("the NAS", 1, List.of(second)));
        assertThat(finding(report, Check.COPIES))
                .isEqualTo(new Finding(
                        Check.COPIES,
                        "",
                        State.FAILED,
                        "1 without a copy: " + second,
                        "a copy in the NAS of each backup older than 6 h",
                        "if the first store is lost, so are they",
                        "lifeboat copy --to the NAS"));
        copy();
        assertThat(finding(lookOffsite(), Check.COPIES).seen()).isEqualTo("2 of 2");
        assertThat(first).isLessThan(second);
    }

    @Test
    void offsiteStoreThatCannotBeReadIsAFailure() {
        backup();
        assertThat(finding(lookOffsite(), Check.COPIES))
                .extracting(Finding::state, Finding::seen)
                .containsExactly(State.UNKNOWN, "there is no source shop in memory: nothing was done");
        assertThat(lookOffsite().failure()).isPresent();
    }

    @Test
    void copyThatIsOfAnotherBackupIsNoCopy() {
        BackupId id = backup();
        copy();
        room.store.lose(TidyRoom.LAYOUT.manifest(id));
        try (Writing writing = room.writing(id)) {
            writing.storeObjects();
            writing.commit();
        }
        assertThat(finding(lookOffsite(), Check.COPIES).seen())
                .isEqualTo("backup %s there is another one than here", id);
    }

    @Test
    void backupThatRetentionRemovedThereIsNotMissed() {
        BackupId id = backup();
        copy();
        SignedDocument<Manifest> backup = room.shop.catalog().read(id);
        new Condemnations(room.shop.catalog(offsite))
                .condemn(
                        new AttemptName(id, backup.content().attempt()),
                        Optional.of(backup.sha256()),
                        room.clock.instant(),
                        room.shop.signer(Role.RETAIN),
                        "test");
        offsite.lose(backup.key());
        room.later(HOUR.multipliedBy(20));
        assertThat(finding(lookOffsite(), Check.COPIES).state()).isEqualTo(State.WELL);
    }

    private void prove(BackupId id, Depth depth) {
        SignedDocument<Manifest> backup = room.shop.catalog().read(id);
        new ProofRecords(room.shop.catalog(), room.clock)
                .write(
                        Proof.of(
                                backup,
                                new VerifyBackup(room.shop.catalog(), 1)
                                        .run(backup, depth, Optional.of(room.shop.recipient()), Progress.none())),
                        room.shop.signer(Role.PROVE),
                        "test");
    }

    @Test
    void lastProofOfRowsIsNamed() {
        List<BackupId> ids = daily(2);
        assertThat(finding(look(), Check.PROOF))
                .extracting(Finding::state, Finding::seen)
                .containsExactly(State.NOTE, "no backup was ever proven");
        prove(ids.getFirst(), Depth.CONTENT);
        room.later(HOUR.multipliedBy(3));
        prove(ids.getLast(), Depth.CHECKSUMS);
        assertThat(finding(look(), Check.PROOF))
                .extracting(Finding::state, Finding::seen)
                .containsExactly(State.WELL, "%s, 3 h ago".formatted(ids.getFirst()));
    }

    @Test
    void proofThatIsTooOldIsAFailureWhereOneIsDemanded() {
        BackupId id = backup();
        Expectations usual = Expectations.DEFAULT;
        Expectations proven =
                new Expectations(usual.ages(), usual.copyLag(), Optional.of(Duration.ofHours(10)), 7, 3, 1);
        assertThat(finding(look(room.store, proven), Check.PROOF).state()).isEqualTo(State.FAILED);
        prove(id, Depth.CONTENT);
        assertThat(finding(look(room.store, proven), Check.PROOF).state()).isEqualTo(State.WELL);
        room.later(HOUR.multipliedBy(11));
        assertThat(finding(look(room.store, proven), Check.PROOF).state()).isEqualTo(State.FAILED);
    }

    /** Freshness is looked at every hour, and costs money where the store is a bucket. */
    @Test
    void costDoesNotGrowWithTheNumberOfBackups() {
        daily(10);
        FaultyStore few = new FaultyStore(room.store);
        look(few, Expectations.DEFAULT);
        daily(10);
        FaultyStore many = new FaultyStore(room.store);
        look(many, Expectations.DEFAULT);
        assertThat(many.calls()).isEqualTo(few.calls());
        assertThat(many.history())
                .extracting(StoreCall::kind)
                .containsOnly(Kind.LIST, Kind.OPEN, Kind.READ, Kind.STATUS);
        assertThat(many.bytesRead().keySet())
                .extracting(key -> key.value().split("/", 3)[1])
                .containsOnly("trust", "manifests");
    }
}
