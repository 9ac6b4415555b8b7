package dev.lifeboat.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.backup.SourceName;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.health.Finding;
import dev.lifeboat.health.Finding.Check;
import dev.lifeboat.health.Finding.State;
import dev.lifeboat.retention.TidyRoom;
import dev.lifeboat.store.FaultyStore;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.store.ObjectStore;
import dev.lifeboat.store.StoreActions;
import dev.lifeboat.store.StoreCall;
import dev.lifeboat.store.StoreCall.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When people are told of what, and in which words. */
class AlertingTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final TidyRoom room = new TidyRoom();
    private final List<Alert> sent = new ArrayList<>();

    private static Finding overdue(String subject) {
        return new Finding(
                Check.FRESHNESS,
                subject,
                State.FAILED,
                "20261122T020000Z-full, made 26 h ago",
                "one of the last 25 h",
                "what changed since then is in no such backup",
                "lifeboat backup");
    }

    private static Finding well() {
        return new Finding(
                Check.FRESHNESS,
                "full",
                State.WELL,
                "20261123T020000Z-full, made 2 h ago",
                "one of the last 25 h",
                "",
                "");
    }

    private static Finding size() {
        return new Finding(
                Check.SIZE,
                "full",
                State.UNKNOWN,
                "an index that is missing",
                "between half and twice what is usual",
                "whether any table lost its rows cannot be known",
                "lifeboat verify 20261122T020000Z-full");
    }

    private List<Alert> tell(Finding... findings) {
        return tell(room.store, sent::add, findings);
    }

    private List<Alert> tell(ObjectStore store, Notices notices, Finding... findings) {
        return new Alerting(room.shop.catalog(store), notices, room.clock, "test").tell(List.of(findings));
    }

    private List<Phase> phases() {
        return sent.stream().map(Alert::phase).toList();
    }

    @Test
    void conditionIsToldWhenItBeginsOnceADayAndWhenItEnds() {
        Instant begun = room.clock.instant();
        for (int hour = 0; hour < 50; hour++) {
            tell(overdue("full"));
            room.later(HOUR);
        }
        assertThat(phases()).containsExactly(Phase.BEGIN, Phase.REMIND, Phase.REMIND);
        tell(well());
        tell(well());
        assertThat(phases()).containsExactly(Phase.BEGIN, Phase.REMIND, Phase.REMIND, Phase.END);
        assertThat(sent).extracting(Alert::since).containsOnly(begun);

        room.later(HOUR);
        tell(overdue("full"));
        assertThat(sent.getLast().phase()).isEqualTo(Phase.BEGIN);
        assertThat(sent.getLast().since()).isEqualTo(room.clock.instant());
    }

    @Test
    void whatWasAlwaysWellIsNotTold() {
        assertThat(tell(well())).isEmpty();
        assertThat(StoreActions.keys(room.store, "shop/alerts/")).isEmpty();
    }

    private static Finding function() {
        return new Finding(
                Check.FUNCTION,
                "lifeboat-copy",
                State.FAILED,
                "it failed",
                "that it returns",
                "nothing was done",
                "look");
    }

    /** Nobody hears that a function works again, so a failure of next week is not the same one. */
    @Test
    void whatIsHeardOfOnlyWhenItFailsIsOverAfterTwoDays() {
        for (int failure = 0; failure < 3; failure++) {
            tell(function(), function());
            room.later(HOUR.multipliedBy(24));
        }
        assertThat(phases()).containsExactly(Phase.BEGIN, Phase.REMIND, Phase.REMIND);
        room.later(HOUR.multipliedBy(24));
        tell(function(), function());
        assertThat(phases()).containsExactly(Phase.BEGIN, Phase.REMIND, Phase.REMIND, Phase.BEGIN);
        assertThat(sent.getLast().since()).isEqualTo(room.clock.instant());
    }

    @Test
    void logThatCannotBeReadKeepsNobodyFromBeingToldEachTime() {
        for (int run = 0; run < 2; run++) {
            FaultyStore denied = new FaultyStore(room.store);
            denied.before(number -> {
                StoreCall call = denied.history().get((int) number - 1);
                if (call.kind() == Kind.LIST && call.subject().startsWith("shop/alerts/")) {
                    denied.failingFromCall(number);
                }
            });
            assertThat(tell(denied, sent::add, overdue("full"))).hasSize(1);
        }
        assertThat(sent)
                .extracting(alert -> alert.finding().means())
                .containsOnly(
                        "what changed since then is in no such backup; what was told before cannot be read there, so this is told at every run");
        assertThat(phases()).containsExactly(Phase.BEGIN, Phase.BEGIN);
    }

    @Test
    void thatOneWasNotSentGoesBeforeThatOneWasNotNoted() {
        FaultyStore full = new FaultyStore(room.store);
        full.before(number -> {
            StoreCall call = full.history().get((int) number - 1);
            if (call.kind() == Kind.CREATE) {
                full.failingFromCall(number);
            }
        });
        Notices halfBroken = alert -> {
            if (alert.finding().check() == Check.SIZE) {
                throw new LifeboatException(ErrorCode.ALERT_NOT_SENT, "nobody was told", "look at the topic");
            }
        };
        assertThatThrownBy(() -> tell(full, halfBroken, overdue("full"), size()))
                .isInstanceOfSatisfying(
                        LifeboatException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.ALERT_NOT_SENT));
    }

    @Test
    void conditionsAreToldApart() {
        tell(overdue("full"), overdue("weekly"), size());
        assertThat(sent)
                .extracting(alert -> alert.finding().name())
                .containsExactly("age of full", "age of weekly", "size of full");
        tell(well(), overdue("weekly"), size());
        assertThat(sent).hasSize(4);
        assertThat(sent.getLast().phase()).isEqualTo(Phase.END);
    }

    @Test
    void beginningSaysWhatWhyAndWhatToDo() {
        tell(overdue("full"));
        assertThat(sent.getFirst().subject()).isEqualTo("Lifeboat critical: age of full of shop");
        assertThat(sent.getFirst().text()).isEqualTo("""
                Age of full of source shop is not as it should be.

                seen:     20261122T020000Z-full, made 26 h ago
                expected: one of the last 25 h
                means:    what changed since then is in no such backup
                run next: lifeboat backup
                """);
    }

    @Test
    void reminderSaysSinceWhen() {
        Instant begun = room.clock.instant();
        tell(size());
        room.later(HOUR.multipliedBy(24));
        tell(size());
        assertThat(sent.getLast().subject()).isEqualTo("Lifeboat warning: size of full of shop");
        assertThat(sent.getLast().text()).isEqualTo("""
                Size of full of source shop is still not as it should be, since %s.

                seen:     an index that is missing
                expected: between half and twice what is usual
                means:    whether any table lost its rows cannot be known
                run next: lifeboat verify 20261122T020000Z-full
                """.formatted(begun));
    }

    @Test
    void endSaysHowItIsNow() {
        Instant begun = room.clock.instant();
        tell(overdue("full"));
        room.later(HOUR);
        tell(well());
        assertThat(sent.getLast().subject()).isEqualTo("Lifeboat resolved: age of full of shop");
        assertThat(sent.getLast().text()).isEqualTo("""
                Age of full of source shop is well again. It was not since %s.

                seen:     20261123T020000Z-full, made 2 h ago
                """.formatted(begun));
    }

    @Test
    void subjectFitsAMailWhateverTheSourceIsCalled() {
        Alert alert = new Alert(new SourceName("s".repeat(63)), Phase.BEGIN, Instant.EPOCH, overdue("incremental"));
        assertThat(alert.subject()).hasSizeLessThan(100).matches("[ -~]+");
    }

    /** Nobody may believe that somebody knows. */
    @Test
    void alertThatCouldNotBeSentIsAnErrorAndIsSentByTheNextRun() {
        Notices broken = alert -> {
            throw new LifeboatException(ErrorCode.ALERT_NOT_SENT, "nobody was told", "look at the topic");
        };
        assertThatThrownBy(() -> tell(room.store, broken, overdue("full"), size()))
                .isInstanceOfSatisfying(
                        LifeboatException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.ALERT_NOT_SENT));
        assertThat(StoreActions.keys(room.store, "shop/alerts/")).isEmpty();
        tell(overdue("full"), size());
        assertThat(phases()).containsExactly(Phase.BEGIN, Phase.BEGIN);
    }

    @Test
    void alertThatCouldNotBeNotedIsAnErrorAndIsSentAgain() {
        FaultyStore full = new FaultyStore(room.store);
        full.before(number -> {
            StoreCall call = full.history().get((int) number - 1);
            if (call.kind() == Kind.CREATE) {
                full.failingFromCall(number);
            }
        });
        assertThatThrownBy(() -> tell(full, sent::add, overdue("full"))).isInstanceOf(LifeboatException.class);
        tell(overdue("full"));
        assertThat(phases()).containsExactly(Phase.BEGIN, Phase.BEGIN);
    }

    @Test
    void noteThatIsLostOrSpoiltRepeatsTheAlert() {
        tell(overdue("full"));
        ObjectKey note =
                new ObjectKey(StoreActions.keys(room.store, "shop/alerts/").getFirst());
        byte[] bytes = StoreActions.bytes(room.store, note.value());
        room.store.replace(note, new byte[10]);
        tell(overdue("full"));
        assertThat(phases()).containsExactly(Phase.BEGIN, Phase.BEGIN);
        room.store.replace(note, bytes);
    }

    /** The lock of a bucket must not hinder it. */
    @Test
    void notesAreOnlyAdded() {
        FaultyStore watched = new FaultyStore(room.store);
        tell(watched, sent::add, overdue("full"));
        room.later(HOUR);
        tell(watched, sent::add, well());
        assertThat(watched.history()).extracting(StoreCall::kind).doesNotContain(Kind.DELETE);
        assertThat(StoreActions.keys(room.store, "shop/alerts/freshness-full/")).hasSize(2);
    }
}
