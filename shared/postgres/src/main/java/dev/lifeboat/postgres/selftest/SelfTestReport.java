package dev.lifeboat.postgres.selftest;

import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.index.OmittedEntry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What came of a self-test.
 *
 * @param database that was tested
 * @param steps that were made, the last of which may have failed; cleaning up is always one
 * @param omitted what the backup lacked
 * @param failure why the database would not come back identical, empty if it did
 */
public record SelfTestReport(
        String database, List<Done> steps, List<OmittedEntry> omitted, Optional<LifeboatException> failure) {
    public SelfTestReport {
        steps = List.copyOf(steps);
        omitted = List.copyOf(omitted);
    }

    /**
     * One step.
     *
     * @param result in a few words
     */
    public record Done(SelfTestStep step, boolean passed, String result, Duration took) {}
}
