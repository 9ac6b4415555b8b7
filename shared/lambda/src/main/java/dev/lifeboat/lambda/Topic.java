package dev.lifeboat.lambda;

import dev.lifeboat.alert.Bell;
import dev.lifeboat.aws.SnsNotices;
import dev.lifeboat.store.ObjectStore;
import java.time.Clock;
import java.util.Optional;

/** The way by which a function tells people. */
public final class Topic {
    private static final String NAME = "LIFEBOAT_TOPIC";

    private Topic() {}

    /**
     * As LIFEBOAT_TOPIC says, the ARN of a topic of SNS; empty if it is not set.
     *
     * @param store where the catalog is, in which it is noted what was told
     * @throws dev.lifeboat.error.LifeboatException CONFIGURATION_INVALID if it is wrong
     */
    public static Optional<Bell> find(Environment environment, ProtectedSource source, ObjectStore store) {
        return environment.find(NAME, SnsNotices::to).map(notices -> bell(notices, source, store));
    }

    /**
     * The same of a function that cannot do without.
     *
     * @throws dev.lifeboat.error.LifeboatException CONFIGURATION_INVALID if it is not set, or wrong
     */
    public static Bell require(Environment environment, ProtectedSource source, ObjectStore store) {
        return bell(environment.require(NAME, SnsNotices::to), source, store);
    }

    private static Bell bell(SnsNotices notices, ProtectedSource source, ObjectStore store) {
        return new Bell(source.name(), () -> source.catalog(store), notices, Clock.systemUTC(), Writer.name());
    }
}
