package dev.lifeboat.lambda;

import dev.lifeboat.health.Expectations;

/**
 * What size backups are expected to have. Every function that judges sizes reads the same variables, so that none says that
 * something is well again of which another one says that it is not.
 *
 * @param compared how many backups before say what is usual
 * @param leastBytes what one takes at least in the store
 */
public record ExpectedSizes(int compared, long leastBytes) {
    /**
     * Reads LIFEBOAT_COMPARED and LIFEBOAT_LEAST_BYTES.
     *
     * @throws dev.lifeboat.error.LifeboatException CONFIGURATION_INVALID if one is wrong
     */
    public static ExpectedSizes of(Environment environment) {
        Expectations usual = Expectations.DEFAULT;
        return new ExpectedSizes(
                environment.number(
                        "LIFEBOAT_COMPARED", usual.leastCompared(), Expectations.MOST_COMPARED, usual.compared()),
                environment.amount("LIFEBOAT_LEAST_BYTES", 1, Long.MAX_VALUE, usual.leastStoredBytes()));
    }

    /** What is expected otherwise, with these. */
    public Expectations in(Expectations others) {
        return new Expectations(
                others.ages(), others.copyLag(), others.proofAge(), compared, others.leastCompared(), leastBytes);
    }
}
