package dev.lifeboat.aws;

import static dev.lifeboat.aws.FaultyStore.assertFails;
import static dev.lifeboat.testing.aws.Fault.answering;
import static dev.lifeboat.testing.aws.Fault.hidingHeader;
import static dev.lifeboat.testing.aws.Fault.losingTheAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.aws.FaultyProxy;
import dev.lifeboat.testing.aws.TestAws;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A new store is tried out: what overwrites becomes none. */
class S3MarkerTest {
    private static final String MARKER = "PUT .*/\\.lifeboat-store.*";

    private final TestAws aws = TestAws.shared();
    private final FaultyProxy proxy = FaultyProxy.before(aws.endpoint());
    private final S3Location location = S3Location.parse("s3://" + aws.newBucket());

    @AfterEach
    void stopProxy() {
        proxy.close();
    }

    private void initialize() {
        S3Store.initialize(location, TestStores.settings(proxy.endpoint()));
    }

    private void assertThatItBecomesNoStore() {
        assertFails("""
                error [LB-117]: store %s overwrites an object although told not to (If-None-Match): it does not become a store
                    hint: use a server that knows conditional writes, or a newer version of this one""".formatted(location), this::initialize);
    }

    @Test
    void aServerThatOverwritesBecomesNoStore() {
        proxy.next(Integer.MAX_VALUE, MARKER, hidingHeader("If-None-Match"));
        assertThatItBecomesNoStore();
    }

    /** The repetition is refused, and says nothing of what was there before. */
    @Test
    void soItDoesWhereTheFirstAnswerWasLost() {
        proxy.next(1, MARKER, losingTheAnswer())
                .next(1, MARKER, answering(412, "PreconditionFailed"))
                .next(Integer.MAX_VALUE, MARKER, hidingHeader("If-None-Match"));
        assertThatItBecomesNoStore();
    }

    @Test
    void aStoreIsTriedOutAgainWhenItIsOpenedForAnotherSource() {
        initialize();
        initialize();
        assertThat(proxy.count(MARKER)).isEqualTo(4);
    }

    @Test
    void aLostAnswerDoesNotKeepAPlaceFromBecomingAStore() {
        proxy.next(1, MARKER, losingTheAnswer());
        initialize();
    }
}
