package dev.lifeboat.replication;

import dev.lifeboat.backup.BackupReference;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.Catalog.Listed;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.crypto.SigningKey;
import dev.lifeboat.error.Category;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.replication.CopyOutcome.Due;
import dev.lifeboat.replication.CopyOutcome.Failed;
import dev.lifeboat.store.ObjectStore;
import dev.lifeboat.trust.Role;
import dev.lifeboat.trust.SignedDocument;
import dev.lifeboat.trust.Trust;
import dev.lifeboat.trust.TrustCopy;
import dev.lifeboat.trust.TrustPin;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Copies backups of one source to another store, where they can be read, verified and restored as the originals can. It needs
 * no key that opens them. What is there already is not copied again; a run may be cut off, repeated, or meet another one.
 */
public final class Replication {
    /** What is wrong with one backup, and says nothing of the next. */
    private static final Set<ErrorCode> OF_ONE_BACKUP = EnumSet.of(
            ErrorCode.DOCUMENT_TOO_NEW,
            ErrorCode.ATTEMPT_CONDEMNED,
            ErrorCode.DEADLINE_PASSED,
            ErrorCode.BACKUP_UNKNOWN,
            ErrorCode.OBJECT_EXISTS,
            ErrorCode.OBJECT_TOO_BIG);

    private final Catalog from;
    private final ObjectStore to;
    private final TrustPin pin;
    private final Clock clock;

    /**
     * Wires the action.
     *
     * @param to where they are copied to
     * @param pin by which the trust files there are believed
     */
    public Replication(Catalog from, ObjectStore to, TrustPin pin, Clock clock) {
        this.from = from;
        this.to = to;
        this.pin = pin;
        this.clock = clock;
    }

    /**
     * Which backups.
     *
     * @param backups what was found among the manifests, the bases of incrementals before these
     * @param everyObject whether each object is looked for, also where the manifest is at the destination already: so what was
     *     lost there since is copied again
     */
    public record Selection(List<Listed> backups, boolean everyObject) {
        public Selection {
            backups = List.copyOf(backups);
        }

        /** Every backup of a source, and whatever else lies among the manifests. */
        public static Selection all(Catalog from) {
            return new Selection(from.list(), false);
        }

        /** Backups that somebody names, as {@link Catalog#find(String)} takes them, and what they build on. */
        public static Selection named(Catalog from, List<String> names) {
            Map<String, Listed> found = new LinkedHashMap<>();
            for (String name : names) {
                Listed listed = orRefused(name, () -> from.find(name));
                if (listed instanceof Listed.Standing standing) {
                    standing.document()
                            .content()
                            .base()
                            .map(BackupReference::id)
                            .ifPresent(base -> found.putIfAbsent(
                                    base.toString(), orRefused(base.toString(), () -> from.read(base))));
                    found.putIfAbsent(standing.document().content().id().toString(), listed);
                } else {
                    found.putIfAbsent(name, listed);
                }
            }
            return new Selection(List.copyOf(found.values()), true);
        }

        private static Listed orRefused(String name, Supplier<SignedDocument<Manifest>> reading) {
            try {
                return new Listed.Standing(reading.get());
            } catch (LifeboatException e) {
                if (e.code().isDisbelief()) {
                    return new Listed.Refused(name, e);
                }
                throw e;
            }
        }
    }

    /**
     * What a run would do; writes nothing.
     *
     * @throws LifeboatException as {@link #run}
     */
    public CopyReport preview(Selection selection) {
        int lacking = new TrustCopy(from.store(), to, from.trust()).lacking();
        if (lacking == from.trust().version()) {
            return report(lacking, each(selection, this::dueWhole), List.of());
        }
        BackupCopy copy = new BackupCopy(from, catalogThere(), clock, selection.everyObject());
        List<CopyOutcome> outcomes = each(selection, copy::preview);
        return report(lacking, outcomes, copy.refusedRecords());
    }

    private CopyOutcome dueWhole(SignedDocument<Manifest> backup) {
        Manifest.Totals totals = backup.content().totals();
        long lists =
                backup.content().index().bytes() + backup.content().objects().bytes();
        return new Due(backup.content().id(), totals.objects() + 2, totals.storedBytes() + lists, 0);
    }

    /**
     * Copies what is lacking: trust files first, then backup after backup.
     *
     * @param signing of the role copy
     * @param writer the program and version that copies
     * @param jobs how many objects are copied at once
     * @throws LifeboatException KEY_WRONG, TRUST_OUTDATED or DOCUMENT_MISPLACED before anything is copied; or why one of the
     *     stores failed: what was copied until then stays, and another run goes on from there
     */
    public CopyReport run(Selection selection, SigningKey signing, String writer, int jobs, Progress progress) {
        return run(selection, signing, writer, jobs, progress, Instant.MAX);
    }

    /**
     * The same, while there is time.
     *
     * @param until after this no other object is begun: what is not copied whole is stopped, and another run goes on from there
     */
    public CopyReport run(
            Selection selection, SigningKey signing, String writer, int jobs, Progress progress, Instant until) {
        from.trust().requireMaySign(Set.of(Role.COPY), signing.fingerprint(), clock.instant());
        int trustFiles = new TrustCopy(from.store(), to, from.trust()).run();
        BackupCopy copy = new BackupCopy(from, catalogThere(), clock, selection.everyObject());
        BackupCopy.Hands hands = new BackupCopy.Hands(signing, writer, jobs, progress, until);
        List<CopyOutcome> outcomes = each(selection, backup -> copy.run(backup, hands));
        return report(trustFiles, outcomes, copy.refusedRecords());
    }

    private Catalog catalogThere() {
        return new Catalog(to, Trust.load(to, from.trust().source(), pin));
    }

    private CopyReport report(int trustFiles, List<CopyOutcome> outcomes, List<LifeboatException> refused) {
        return new CopyReport(from.store().location(), to.location(), trustFiles, outcomes, refused);
    }

    private static List<CopyOutcome> each(Selection selection, Function<SignedDocument<Manifest>, CopyOutcome> what) {
        List<CopyOutcome> outcomes = new ArrayList<>();
        for (Listed listed : selection.backups()) {
            outcomes.add(
                    switch (listed) {
                        case Listed.Standing standing -> orFailed(standing.document(), what);
                        case Listed.Refused refused -> new Failed(refused.name(), refused.why());
                    });
        }
        return outcomes;
    }

    private static CopyOutcome orFailed(
            SignedDocument<Manifest> backup, Function<SignedDocument<Manifest>, CopyOutcome> what) {
        try {
            return what.apply(backup);
        } catch (LifeboatException e) {
            if (e.code().category() == Category.INTEGRITY || OF_ONE_BACKUP.contains(e.code())) {
                return new Failed(backup.content().id().toString(), e);
            }
            throw e;
        }
    }
}
