package dev.lifeboat.aws;

import static dev.lifeboat.aws.FaultyStore.BIG;
import static dev.lifeboat.aws.FaultyStore.KEY;
import static dev.lifeboat.aws.FaultyStore.TRIES;
import static dev.lifeboat.aws.FaultyStore.assertFails;
import static dev.lifeboat.store.StoreActions.noise;
import static dev.lifeboat.store.StoreActions.put;
import static dev.lifeboat.testing.aws.Fault.drippingFromTheFirstByte;
import static dev.lifeboat.testing.aws.Fault.losingTheAnswer;
import static dev.lifeboat.testing.aws.Fault.readingSlowly;
import static dev.lifeboat.testing.aws.Fault.silentFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.store.ObjectKey;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever a service does slowly or not at all ends by a time limit, and is asked for again over another connection. */
class S3SlownessTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final String PUT = "PUT [^?]*";
    private static final String PART = "PUT .*partNumber=2.*";
    private static final String COMPLETION = "POST .*uploadId=.*";
    private static final String BEGINNING = "POST .*\\?uploads.*";
    private static final String LIST = "GET .*versions.*";

    private final FaultyStore faulty = FaultyStore.impatient();
    private final Instant start = Instant.now();

    @AfterEach
    void itDidNotWaitForLong() {
        faulty.close();
        assertThat(Duration.between(start, Instant.now())).isLessThan(LONG);
    }

    @ParameterizedTest
    @CsvSource({"1000, " + PUT, "1000, " + LIST, BIG + ", " + PART, BIG + ", " + COMPLETION, BIG + ", " + BEGINNING})
    void silenceIsNotWaitedFor(int length, String kind) {
        faulty.next(1, kind, silentFor(LONG)).assertStored(noise(length));
    }

    @ParameterizedTest
    @CsvSource({"1000, " + PUT, "1000, " + LIST, BIG + ", " + PART, BIG + ", " + COMPLETION, BIG + ", " + BEGINNING})
    void anAnswerThatDripsIsNotWaitedFor(int length, String kind) {
        faulty.next(1, kind, drippingFromTheFirstByte(3, PAUSE)).assertStored(noise(length));
    }

    @Test
    void aServiceThatHardlyTakesAnyBytesOfAPartGetsThemOverAnotherConnection() {
        faulty.next(1, PART, readingSlowly(10_000, PAUSE)).assertStored(noise(BIG));
    }

    /** The question of whose object it is comes after an answer that was lost. */
    @Test
    void aQuestionForAnObjectThatIsNotAnsweredIsAskedAgain() {
        faulty.next(1, PUT, losingTheAnswer())
                .next(1, "HEAD .*", silentFor(LONG))
                .next(1, "HEAD .*", drippingFromTheFirstByte(3, PAUSE))
                .assertStored(noise(1000));
        assertThat(faulty.proxy().count("HEAD .*")).isEqualTo(3);
    }

    @Test
    void silenceWithoutEndFailsAfterAllTries() {
        faulty.always(LIST, silentFor(LONG));
        assertFails(ErrorCode.STORE_UNREACHABLE, () -> faulty.store().status(new ObjectKey(KEY)));
        assertThat(faulty.proxy().count(LIST)).isEqualTo(TRIES);
    }

    @Test
    void aPartThatIsNeverTakenFailsTheUploadAndDiscardsTheOthers() {
        faulty.always(PART, silentFor(LONG));
        assertFails(ErrorCode.STORE_UNREACHABLE, () -> put(faulty.store(), KEY, noise(BIG)));
        faulty.assertNothingThere();
        faulty.assertNothingInParts();
    }
}
