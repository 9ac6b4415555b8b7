package dev.lifeboat.retention;

import dev.lifeboat.backup.AttemptName;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.Condemnations;
import dev.lifeboat.store.DeletingStore;
import dev.lifeboat.store.UnfinishedUpload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is to be done by one look at the store.
 *
 * @param remnants what attempts left
 * @param over uploads that nobody will end
 * @param open uploads that a writer may be at work on
 */
record TidyPlan(Survey survey, List<Remnant> remnants, List<UnfinishedUpload> over, List<UnfinishedUpload> open) {
    static TidyPlan of(Catalog catalog, DeletingStore store, Instant now) {
        Survey survey = new Survey(catalog, now);
        try (Stream<UnfinishedUpload> uploads = store.unfinished(catalog.trust().source() + "/")) {
            List<UnfinishedUpload> over = new ArrayList<>();
            List<UnfinishedUpload> open = new ArrayList<>();
            uploads.forEach(upload -> (isOver(catalog, survey, upload, now) ? over : open).add(upload));
            return new TidyPlan(survey, survey.remnants(), over, open);
        }
    }

    private static boolean isOver(Catalog catalog, Survey survey, UnfinishedUpload upload, Instant now) {
        // What is not an object of an attempt is a small document, which somebody may be storing just now.
        Optional<AttemptName> attempt =
                upload.place().startsWith(catalog.layout().backupsPrefix())
                        ? catalog.layout().attemptAt(upload.place())
                        : Optional.empty();
        if (attempt.filter(survey::mayRun).isPresent()) {
            return false;
        }
        return attempt.filter(survey::isOver).isPresent()
                || !now.isBefore(upload.at().plus(Condemnations.NOTICE));
    }

    boolean isEmpty() {
        return over.isEmpty() && touched().findAny().isEmpty();
    }

    /** The attempts of one fate that a run may touch, so many as its announcement has room for. */
    List<AttemptName> names(Class<? extends Fate> fate) {
        return touched()
                .limit(Removal.MOST)
                .filter(remnant -> fate.isInstance(remnant.fate()))
                .map(Remnant::attempt)
                .toList();
    }

    /** How many are left to the next run. */
    long postponed() {
        return touched().skip(Removal.MOST).count();
    }

    private Stream<Remnant> touched() {
        return remnants.stream()
                .filter(remnant -> remnant.fate() instanceof Fate.Dead || remnant.fate() instanceof Fate.Removable);
    }
}
