package dev.lifeboat.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.error.LifeboatException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LegTest {
    private static final String WHAT = "copying backup 20261123T020000Z-full";

    private static Leg leg(int number) {
        return Leg.of(Map.of("lifeboat-run", number, "source", "aws.s3"), Instant.MAX);
    }

    private static String error(Leg leg, long done) {
        try {
            return leg.next(WHAT, done, 5);
        } catch (LifeboatException e) {
            return e.toText();
        }
    }

    @Test
    void nextRunGetsTheSameEventAndItsNumber() {
        Leg first = Leg.of(Map.of("source", "aws.s3"), Instant.MAX);
        assertThat(first.number()).isEqualTo(1);
        assertThat(first.next(WHAT, 1, 5)).isEqualTo("{\"lifeboat-run\":2,\"source\":\"aws.s3\"}");
        assertThat(leg(2).next(WHAT, 1, 5)).isEqualTo("{\"lifeboat-run\":3,\"source\":\"aws.s3\"}");
    }

    @Test
    void runThatCameToNothingIsTheLast() {
        assertThat(error(leg(3), 0)).isEqualTo("""
                error [LB-307]: copying backup 20261123T020000Z-full came to nothing in its run 3, and 5 objects are left: it does not go on by itself
                    hint: what was done stays; go on where no time is set, with: lifeboat copy""");
    }

    @Test
    void runsAreNotTooMany() {
        assertThat(leg(Leg.MOST - 1).next(WHAT, 1, 5)).contains("\"lifeboat-run\":12");
        assertThat(error(leg(Leg.MOST), 1)).isEqualTo("""
                error [LB-307]: copying backup 20261123T020000Z-full did not end in 12 runs, and 5 objects are left: it does not go on by itself
                    hint: what was done stays; go on where no time is set, with: lifeboat copy""");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 13})
    void runThatThereIsNotIsRefused(int number) {
        assertThatThrownBy(() -> leg(number))
                .hasMessage("an event's lifeboat-run is not a number from 1 to 12: nothing was done");
    }

    @Test
    void numberThatIsNoneIsRefused() {
        assertThatThrownBy(() -> Leg.of(Map.of("lifeboat-run", "2"), Instant.MAX))
                .isInstanceOf(LifeboatException.class);
    }
}
