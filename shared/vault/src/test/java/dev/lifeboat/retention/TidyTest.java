package dev.lifeboat.retention;

import static dev.lifeboat.retention.TidyRoom.LAYOUT;
import static dev.lifeboat.retention.TidyRoom.only;
import static dev.lifeboat.verify.MadeUpShop.MONDAY;
import static dev.lifeboat.verify.MadeUpShop.TUESDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.backup.AttemptId;
import dev.lifeboat.backup.AttemptName;
import dev.lifeboat.backup.Condemnation;
import dev.lifeboat.backup.Condemnations;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.crypto.ClearSigned;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.retention.TidyReport.Removed;
import dev.lifeboat.store.FaultyStore;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.store.StoreActions;
import dev.lifeboat.store.StoreCall;
import dev.lifeboat.store.StoreCall.Kind;
import dev.lifeboat.trust.Role;
import dev.lifeboat.trust.SignedDocument;
import dev.lifeboat.trust.SignedDocuments;
import dev.lifeboat.verify.MadeUpShop.Writing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What tidying removes, and when; {@link TidyRacesTest} has it meet writers at every step. */
class TidyTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration NOTICE = Duration.ofDays(2);
    private static final int OBJECTS = 7;

    private final TidyRoom room = new TidyRoom();

    @Test
    void backupsAreLeftAlone() {
        room.shop.backup(MONDAY);
        room.shop.backup(TUESDAY);
        List<String> before = StoreActions.keys(room.store, "");
        room.later(Duration.ofDays(400));

        TidyReport report = room.tidy();

        assertThat(report.attempts()).isEmpty();
        assertThat(StoreActions.keys(room.store, "")).isEqualTo(before);
    }

    @Test
    void writerIsLeftAloneUntilItsDeadline() {
        Instant deadline = room.clock.instant().plus(DAY);
        AttemptName attempt = room.killedWriter(MONDAY);
        room.later(DAY.minusSeconds(1));

        assertThat(only(room.tidy())).isEqualTo(new Fate.Running(deadline));
        assertThat(StoreActions.keys(room.store, LAYOUT.condemnedPrefix())).isEmpty();
        assertThat(room.objects(attempt)).hasSize(OBJECTS - 2);
    }

    @Test
    void deadAttemptIsCondemnedFirstAndRemovedTwoDaysLater() {
        AttemptName attempt = room.killedWriter(MONDAY);
        room.shop.backup(TUESDAY);
        room.later(DAY);
        Instant condemned = room.clock.instant();

        assertThat(only(room.tidy())).isEqualTo(new Fate.Dead());
        assertThat(room.objects(attempt)).isNotEmpty();

        room.later(NOTICE.minusSeconds(1));
        assertThat(only(room.tidy())).isEqualTo(new Fate.Condemned(condemned.plus(NOTICE)));
        assertThat(room.objects(attempt)).isNotEmpty();

        room.later(Duration.ofSeconds(1));
        TidyReport removal = room.tidy();
        assertThat(only(removal)).isEqualTo(new Fate.Removable());
        assertThat(removal.attempts().getFirst().removed()).contains(new Removed(5, 0, 0, Optional.empty()));
        assertThat(room.objects(attempt)).isEmpty();
        assertThat(room.announcements(attempt)).isEmpty();
        room.assertWhole(TUESDAY);

        assertThat(room.tidy().attempts()).isEmpty();
        assertThat(StoreActions.keys(room.store, LAYOUT.condemnedPrefix(attempt)))
                .hasSize(1);
    }

    @Test
    void previewSaysWhatARunWouldDoAndWritesNothing() {
        AttemptName attempt = room.killedWriter(MONDAY);
        room.later(DAY);
        FaultyStore watched = new FaultyStore(room.store);

        assertThat(only(room.action(watched).preview())).isEqualTo(new Fate.Dead());
        assertThat(watched.history())
                .extracting(StoreCall::kind)
                .isSubsetOf(Kind.LIST, Kind.OPEN, Kind.READ, Kind.STATUS, Kind.UNFINISHED);

        room.tidy();
        room.later(NOTICE);
        assertThat(only(room.preview())).isEqualTo(new Fate.Removable());
        assertThat(room.objects(attempt)).isNotEmpty();
    }

    @Test
    void condemnedAttemptCannotCommit() {
        try (Writing writing = room.writing(MONDAY)) {
            writing.storeObjects();
            Instant now = room.clock.instant();
            condemn(writing.name(), Optional.empty());

            assertThatThrownBy(writing::commit).isInstanceOfSatisfying(LifeboatException.class, failure -> {
                assertThat(failure.code()).isEqualTo(ErrorCode.ATTEMPT_CONDEMNED);
                assertThat(failure)
                        .hasMessage(
                                "attempt %s was condemned at %s, its objects may be removed: no backup was made",
                                writing.name(), now);
            });
        }
        assertThat(room.stands(MONDAY)).isFalse();
    }

    /** Whoever can write, but not sign as retain, neither stops a backup nor has anything removed. */
    @Test
    void condemnationByAnotherRoleCountsForNothing() {
        try (Writing writing = room.writing(MONDAY)) {
            writing.storeObjects();
            new Condemnations(room.shop.catalog())
                    .condemn(
                            writing.name(),
                            Optional.empty(),
                            room.clock.instant(),
                            room.shop.signer(Role.BACKUP),
                            "test");
            assertThat(writing.commit()).isTrue();
        }
        room.later(Duration.ofDays(30));
        assertThat(room.tidy().attempts()).isEmpty();
        room.assertWhole(MONDAY);
    }

    @Test
    void condemnationThatWasMovedToAnotherAttemptCountsForNothing() {
        AttemptName dead = room.killedWriter(MONDAY);
        room.later(DAY);
        room.tidy();
        String condemnation =
                StoreActions.keys(room.store, LAYOUT.condemnedPrefix(dead)).getFirst();
        try (Writing writing = room.writing(TUESDAY)) {
            writing.storeObjects();
            StoreActions.put(
                    room.store,
                    condemnation.replace(dead.toString(), writing.name().toString()),
                    StoreActions.bytes(room.store, condemnation));
            assertThat(writing.commit()).isTrue();
        }
    }

    @Test
    void backupThatWasMadeInSpiteOfItsCondemnationStays() {
        room.shop.backup(MONDAY);
        AttemptName attempt = nameOf(room.shop.catalog().read(MONDAY).content().attempt());
        condemn(attempt, Optional.empty());
        room.later(Duration.ofDays(3));

        assertThat(only(room.tidy())).isEqualTo(new Fate.Needed(MONDAY));
        room.assertWhole(MONDAY);
    }

    @Test
    void attemptThatTakesLongSaysSoAndCommits() {
        try (Writing writing = room.writing(MONDAY)) {
            writing.storeObjects();
            for (int times = 0; times < 5; times++) {
                room.later(HOUR.multipliedBy(13));
                writing.storeOneMore();
                assertThat(only(room.tidy())).isInstanceOf(Fate.Running.class);
            }
            assertThat(room.announcements(writing.name())).hasSize(6);
            assertThat(writing.commit()).isTrue();
        }
        room.later(Duration.ofDays(3));
        assertThat(room.tidy().attempts()).isEmpty();
        room.assertWhole(MONDAY);
    }

    @Test
    void writerThatIsLateNeverCommits() {
        Instant deadline = room.clock.instant().plus(DAY);
        try (Writing writing = room.writing(MONDAY)) {
            writing.storeObjects();
            room.later(DAY.plusMillis(1));
            assertThatThrownBy(writing::commit)
                    .isInstanceOf(LifeboatException.class)
                    .hasMessage(
                            "attempt %s was to end by %s, after which its objects may be removed: no backup was made",
                            writing.name(), deadline);
        }
        assertThat(room.stands(MONDAY)).isFalse();
    }

    /** As a machine does that sleeps between its last look at the clock and the manifest. */
    @Test
    void manifestThatIsStoredTooLateIsSaidToBeInDoubt() {
        FaultyStore slow = new FaultyStore(room.store);
        try (Writing writing = room.writing(MONDAY, slow)) {
            writing.storeObjects();
            long calls = slow.calls();
            slow.before(number -> {
                StoreCall call = slow.history().getLast();
                if (number > calls
                        && call.kind() == Kind.COMMIT
                        && call.subject().contains("/manifests/")) {
                    room.later(Duration.ofDays(4));
                }
            });
            assertThatThrownBy(writing::commit).isInstanceOfSatisfying(LifeboatException.class, failure -> {
                assertThat(failure.code()).isEqualTo(ErrorCode.DEADLINE_PASSED);
                assertThat(failure)
                        .hasMessage(
                                "manifest %s was stored at %s, after its attempt's deadline: objects of backup %s may have been removed",
                                LAYOUT.manifest(MONDAY), room.clock.instant(), MONDAY);
            });
        }
    }

    @Test
    void objectsThatNobodyAnnouncedAreDeadTwoDaysAfterTheLast() {
        AttemptName stranger = nameOf(AttemptId.random());
        StoreActions.put(room.store, LAYOUT.objectsPrefix(stranger) + "data/0000/000001.copy.zst.pgp", "x");
        room.later(HOUR);
        Instant last = room.clock.instant();
        StoreActions.put(room.store, LAYOUT.objectsPrefix(stranger) + "data/0000/000002.copy.zst.pgp", "x");

        assertThat(only(room.tidy())).isEqualTo(new Fate.Running(last.plus(NOTICE)));
        room.later(NOTICE);
        assertThat(only(room.tidy())).isEqualTo(new Fate.Dead());
    }

    @Test
    void attemptOfALaterVersionIsLeftAlone() {
        AttemptName attempt = room.killedWriter(MONDAY);
        ObjectKey key = new ObjectKey(room.announcements(attempt).getFirst());
        String signed = StoreActions.text(room.store, key.value());
        String text = signed.substring(signed.indexOf("\n\n") + 2, signed.indexOf("-----BEGIN PGP SIGNATURE"))
                .replace("lifeboat-attempt-1", "lifeboat-attempt-2");
        room.store.replace(
                key, ClearSigned.sign(text, room.shop.signer(Role.BACKUP)).getBytes(StandardCharsets.UTF_8));
        room.later(Duration.ofDays(30));

        assertThat(only(room.tidy())).isEqualTo(new Fate.NotOurs());
    }

    @Test
    void nothingIsRemovedWhileAManifestIsNotBelieved() {
        AttemptName attempt = room.killedWriter(MONDAY);
        room.shop.backup(TUESDAY);
        room.store.replace(LAYOUT.manifest(TUESDAY), new byte[] {1});
        room.later(Duration.ofDays(30));
        List<String> before = StoreActions.keys(room.store, "");

        assertThatThrownBy(room::tidy)
                .isInstanceOf(LifeboatException.class)
                .hasMessageStartingWith(
                        "%s lies among the manifests and is not believed, so what its backup needs is not known: nothing was removed (",
                        TUESDAY);
        assertThat(StoreActions.keys(room.store, "")).isEqualTo(before);
        assertThat(room.objects(attempt)).isNotEmpty();
    }

    @Test
    void nothingIsRemovedWhileSomethingStrangeLiesAmongTheManifests() {
        room.killedWriter(MONDAY);
        StoreActions.put(room.store, "shop/manifests/v2/20261123T020000Z-full.json.asc", "x");
        room.later(Duration.ofDays(30));

        assertThatThrownBy(room::tidy)
                .isInstanceOf(LifeboatException.class)
                .hasMessageStartingWith("shop/manifests/v2/20261123T020000Z-full.json.asc lies among the manifests");
    }

    @Test
    void clocksThatDifferRemoveNothing() {
        AttemptName attempt = room.killedWriter(MONDAY);
        room.later(Duration.ofDays(2));
        Instant storeTime = room.clock.instant();
        SetClock ours = new SetClock(storeTime.plus(Duration.ofDays(2)));

        assertThatThrownBy(() ->
                        new Tidy(room.shop.catalog(), room.store, ours).run(room.retainer, "test", 1, Progress.none()))
                .isInstanceOfSatisfying(LifeboatException.class, failure -> {
                    assertThat(failure.code()).isEqualTo(ErrorCode.CLOCKS_DIFFER);
                    assertThat(failure)
                            .hasMessage(
                                    "store memory says that it is %s, and this machine says that it is %s: how old anything is cannot be known, so nothing was removed",
                                    storeTime, ours.instant());
                });
        assertThat(room.objects(attempt)).isNotEmpty();
        assertThat(StoreActions.keys(room.store, LAYOUT.condemnedPrefix(attempt)))
                .isEmpty();
    }

    @Test
    void objectFromTheFutureRemovesNothing() {
        room.killedWriter(MONDAY);
        SetClock ours = new SetClock(room.clock.instant().minus(Duration.ofDays(1)));

        assertThatThrownBy(() -> new Tidy(room.shop.catalog(), room.store, ours).preview())
                .isInstanceOf(LifeboatException.class)
                .hasMessageStartingWith("an object was stored at ");
    }

    @Test
    void keyOfAnotherRoleMayNotTidy() {
        room.killedWriter(MONDAY);
        room.later(Duration.ofDays(2));
        assertThatThrownBy(() -> room.action(room.store).run(room.shop.signer(Role.BACKUP), "test", 1, Progress.none()))
                .isInstanceOfSatisfying(
                        LifeboatException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.KEY_WRONG));
    }

    @Test
    void uploadsOfTheDeadAreDiscardedAndThoseOfWritersAtWorkStay() {
        AttemptName dead = room.killedWriter(MONDAY);
        room.store.create(new ObjectKey(LAYOUT.objectsPrefix(dead) + "data/0000/000009.copy.zst.pgp"));
        room.later(DAY);
        AttemptName running = room.killedWriter(TUESDAY);
        room.store.create(new ObjectKey(LAYOUT.objectsPrefix(running) + "data/0000/000009.copy.zst.pgp"));
        room.store.create(new ObjectKey("shop/records/20261123T020000Z-full/details.jsonl.zst.pgp"));

        TidyReport report = room.tidy();

        assertThat(report.discarded()).hasSize(1);
        assertThat(report.discarded().getFirst().place()).contains(dead.toString());
        assertThat(report.kept()).hasSize(2);
        room.later(NOTICE);
        room.tidy();
        try (var left = room.store.unfinished("")) {
            assertThat(left).isEmpty();
        }
    }

    /** As retention will do it: the manifest first, and what another backup names stays. */
    @Test
    void condemnedBackupGoesButForWhatAnotherBackupNames() {
        room.shop.backup(MONDAY);
        SignedDocument<Manifest> full = room.shop.catalog().read(MONDAY);
        AttemptName attempt = nameOf(full.content().attempt());
        ObjectKey shared = room.shop.data(full.content(), 1);
        Incremental.on(room, full, Set.of(shared));
        condemn(attempt, Optional.of(full.sha256()));
        room.later(NOTICE);
        FaultyStore watched = new FaultyStore(room.store);

        TidyReport report = room.tidy(watched);

        assertThat(report.attempts().getFirst().removed()).contains(new Removed(OBJECTS - 1, 1, 0, Optional.empty()));
        assertThat(watched.history().stream()
                        .filter(call -> call.kind() == Kind.DELETE)
                        .findFirst())
                .contains(new StoreCall(Kind.DELETE, LAYOUT.manifest(MONDAY).value()));
        assertThat(room.objects(attempt)).containsExactly(shared.value());
        assertThat(room.stands(MONDAY)).isFalse();

        // The rest goes when nothing names it any more.
        room.store.lose(LAYOUT.manifest(Incremental.ID));
        room.tidy();
        assertThat(room.objects(attempt)).isEmpty();
    }

    @Test
    void condemnedBackupOnWhichAWriterBuildsStays() {
        room.shop.backup(MONDAY);
        SignedDocument<Manifest> full = room.shop.catalog().read(MONDAY);
        condemn(nameOf(full.content().attempt()), Optional.of(full.sha256()));
        room.later(NOTICE);
        Incremental.announce(room, full);

        assertThat(only(room.tidy())).isEqualTo(new Fate.Needed(MONDAY));
        room.assertWhole(MONDAY);
    }

    /** Another backup under the same name is not the one that was condemned. */
    @Test
    void condemnationOfAnotherManifestRemovesNothing() {
        room.shop.backup(MONDAY);
        condemn(nameOf(room.shop.catalog().read(MONDAY).content().attempt()), Optional.of("0".repeat(64)));
        room.later(NOTICE);

        assertThat(only(room.tidy())).isEqualTo(new Fate.Needed(MONDAY));
        room.assertWhole(MONDAY);
    }

    @Test
    void whatARunSaysBeforehandNamesWhatItRemoves() {
        AttemptName dead = room.killedWriter(MONDAY);
        room.later(DAY);
        room.tidy();
        List<String> runs = StoreActions.keys(room.store, LAYOUT.condemnedPrefix() + "runs/");
        assertThat(runs).hasSize(1);
        Removal removal = new SignedDocuments(room.store, room.shop.catalog().trust())
                .read(new ObjectKey(runs.getFirst()), Removal.TYPE)
                .content();
        assertThat(removal.condemns()).containsExactly(dead);
        assertThat(removal.removes()).isEmpty();
    }

    private void condemn(AttemptName attempt, Optional<String> manifest) {
        new Condemnations(room.shop.catalog()).condemn(attempt, manifest, room.clock.instant(), room.retainer, "test");
        assertThat(new Condemnations(room.shop.catalog()).of(attempt))
                .map(SignedDocument::content)
                .map(Condemnation::manifest)
                .contains(manifest);
    }

    private static AttemptName nameOf(AttemptId attempt) {
        return new AttemptName(MONDAY, attempt);
    }
}
