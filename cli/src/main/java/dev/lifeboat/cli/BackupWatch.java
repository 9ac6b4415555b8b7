package dev.lifeboat.cli;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.cli.present.Result;
import dev.lifeboat.cli.present.Sizes;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.postgres.backup.BackupStep;
import java.util.Optional;
import java.util.function.Supplier;

/** Follows a backup, to say what one leaves that fails or is stopped. */
record BackupWatch(Catalog catalog, BackupId id, Interruption interruption) implements BackupStep.Listener {
    static final String NOTHING_MADE = "no manifest was written, so there is no backup";

    @Override
    public void reached(BackupStep step) {
        if (step == BackupStep.CHECKED) {
            interruption.leaves("the manifest was about to be written; lifeboat list says whether there is a backup");
        }
    }

    /** Takes the backup. */
    Result over(Supplier<Result> backup) {
        try {
            return backup.get();
        } catch (RuntimeException e) {
            if (interruption.hasBegun()) {
                interruption.leaves(left());
                throw e;
            }
            throw e instanceof LifeboatException failure ? withLeftover(failure) : e;
        }
    }

    private LifeboatException withLeftover(LifeboatException failure) {
        return leftover()
                .map(left -> new LifeboatException(
                        failure.code(),
                        "%s; %s".formatted(failure.getMessage(), left),
                        failure.hint() + "; lifeboat tidy, run daily, removes those objects after three days",
                        failure))
                .orElse(failure);
    }

    /** How much is stored of a backup that has no manifest; empty for nothing, or where the store does not say. */
    private Optional<String> leftover() {
        try {
            Catalog.Leftover left = catalog.leftOf(id);
            return left.objects() == 0
                    ? Optional.empty()
                    : Optional.of("the store keeps %s (%s) without a manifest, which are no backup"
                            .formatted(Sizes.count(left.objects(), "object"), Sizes.bytes(left.bytes())));
        } catch (LifeboatException e) {
            return Optional.empty();
        }
    }

    /** A manifest that was on its way when the program was stopped may have arrived. */
    private String left() {
        boolean interrupted = Thread.interrupted();
        try {
            return catalog.find(id).isPresent()
                    ? "backup %s is made".formatted(id)
                    : NOTHING_MADE + leftover().map("; "::concat).orElse("");
        } catch (LifeboatException e) {
            return "lifeboat list says whether there is a backup";
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
