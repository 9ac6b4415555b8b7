package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterruptionTest {
    private final Interruption interruption = new Interruption();
    private final List<String> closed = new ArrayList<>();

    @Test
    void whatIsRegisteredIsClosedNewestFirstWhateverFails() {
        interruption.register(() -> {
            closed.add("connection");
            interruption.commandEnded();
        });
        interruption.register(() -> {
            throw new IllegalStateException();
        });
        interruption.register(() -> closed.add("program"));
        assertThat(interruption.stop()).contains("nothing is left behind");
        assertThat(closed).containsExactly("program", "connection");
        assertThat(interruption.hasBegun()).isTrue();
    }

    @Test
    void whatWasTakenBackIsNotClosed() {
        interruption.register(interruption::commandEnded);
        interruption.register(() -> closed.add("connection")).close();
        interruption.stop();
        assertThat(closed).isEmpty();
    }

    @Test
    void theLastWordOnWhatIsLeftCounts() {
        interruption.register(interruption::commandEnded);
        interruption.leaves("an attempt without a manifest");
        assertThat(interruption.stop()).contains("an attempt without a manifest");
    }

    @Test
    void whatIsRegisteredAfterTheStopIsClosedAtOnceAndFails() {
        interruption.register(interruption::commandEnded);
        interruption.stop();
        assertThatThrownBy(() -> interruption.register(() -> closed.add("connection")))
                .isInstanceOfSatisfying(
                        LifeboatException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERRUPTED));
        assertThat(closed).containsExactly("connection");
        assertThatThrownBy(interruption::interruptsThisThread).isInstanceOf(LifeboatException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void afterTheCommandThereIsNothingToStop() {
        interruption.register(() -> closed.add("connection"));
        interruption.commandEnded();
        assertThat(interruption.stop()).isEmpty();
        assertThat(interruption.hasBegun()).isFalse();
        assertThat(closed).isEmpty();
    }
}
