package dev.lifeboat.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lifeboat.backup.BackupKind;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WorkerRuleTest {
    private static final Set<WorkerKind> BOTH = Set.of(WorkerKind.LAMBDA, WorkerKind.FARGATE);

    private static WorkerChoice auto(Set<WorkerKind> there, Optional<Duration> last) {
        return new WorkerRule(WorkerRule.wanted("auto"), there).choose(BackupKind.FULL, new LastRun(last, false));
    }

    @Test
    void tenMinutesFitLambdaAndNothingAbove() {
        assertThat(auto(BOTH, Optional.of(Duration.ofMinutes(10))))
                .isEqualTo(new WorkerChoice(WorkerKind.LAMBDA, "the last full took 10 min 0 s, at most 10 min"));
        assertThat(auto(BOTH, Optional.of(Duration.ofMillis(600_001))).kind()).isEqualTo(WorkerKind.FARGATE);
        assertThat(auto(BOTH, Optional.of(Duration.ofSeconds(725))))
                .isEqualTo(new WorkerChoice(WorkerKind.FARGATE, "the last full took 12 min 5 s, above 10 min"));
        assertThat(auto(BOTH, Optional.of(Duration.ofSeconds(42))).why())
                .isEqualTo("the last full took 42 s, at most 10 min");
    }

    @Test
    void whatWasNeverMeasuredIsTriedWhereItNeedsLeastAround() {
        assertThat(auto(BOTH, Optional.empty()))
                .isEqualTo(new WorkerChoice(
                        WorkerKind.LAMBDA,
                        "no full was measured yet; if one runs out of time there, the next runs on fargate"));
    }

    @Test
    void whatRanOutOfTimeGetsMoreOfIt() {
        assertThat(new WorkerRule(Optional.empty(), BOTH)
                        .choose(BackupKind.FULL, new LastRun(Optional.of(Duration.ofMinutes(9)), true)))
                .isEqualTo(new WorkerChoice(WorkerKind.FARGATE, "the last run of a full ran out of time on lambda"));
    }

    @Test
    void onlyWorkerIsTakenWhateverWasMeasured() {
        for (WorkerKind only : WorkerKind.values()) {
            assertThat(auto(Set.of(only), Optional.of(Duration.ofHours(2))))
                    .isEqualTo(new WorkerChoice(only, "no other worker is configured"));
            assertThat(auto(Set.of(only), Optional.empty()).kind()).isEqualTo(only);
        }
    }

    @Test
    void whoeverSaysWhereIsObeyed() {
        for (WorkerKind kind : WorkerKind.values()) {
            assertThat(new WorkerRule(WorkerRule.wanted(kind.text()), BOTH)
                            .choose(BackupKind.FULL, new LastRun(Optional.of(Duration.ofHours(2)), true)))
                    .isEqualTo(new WorkerChoice(kind, "it is configured so"));
        }
    }

    @Test
    void workerThatIsWantedAndNotThereIsAnError() {
        assertThatExceptionOfType(LifeboatException.class)
                .isThrownBy(() -> new WorkerRule(WorkerRule.wanted("fargate"), Set.of(WorkerKind.LAMBDA)))
                .withMessage(
                        "backups are to run on fargate, and no worker is configured there: no backup can be started")
                .extracting(LifeboatException::code)
                .isEqualTo(ErrorCode.CONFIGURATION_INVALID);
        assertThatExceptionOfType(LifeboatException.class)
                .isThrownBy(() -> new WorkerRule(Optional.empty(), Set.of()))
                .withMessage("no worker is configured: no backup can be started");
    }

    @Test
    void wordThatIsNoneIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WorkerRule.wanted("Lambda"))
                .withMessage("'Lambda' is none of auto, lambda, fargate");
    }
}
