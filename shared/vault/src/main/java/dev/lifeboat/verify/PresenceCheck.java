package dev.lifeboat.verify;

import dev.lifeboat.backup.StoredObject;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.parallel.Worker;
import dev.lifeboat.parallel.Workers;
import dev.lifeboat.store.ObjectStatus;
import dev.lifeboat.store.ObjectStore;
import dev.lifeboat.verify.Damage.Kind;
import java.util.Collection;
import java.util.Optional;

/** Asks a store whether objects are there and have their sizes, and reads none of them. */
public final class PresenceCheck {
    private final ObjectStore store;
    private final Contents contents;

    /**
     * A check of objects in that store.
     *
     * @param contents names the tables that need them
     */
    public PresenceCheck(ObjectStore store, Contents contents) {
        this.store = store;
        this.contents = contents;
    }

    /** What is wrong with one object, empty if it is there and has its size. */
    Optional<Damage> of(StoredObject object) {
        try {
            Optional<ObjectStatus> status = store.status(object.key());
            if (status.isEmpty()) {
                return Optional.of(missing(object));
            }
            long bytes = status.get().bytes();
            return bytes == object.bytes() ? Optional.empty() : Optional.of(size(object, bytes));
        } catch (LifeboatException e) {
            return Optional.of(Faults.of(e, object.key(), contents));
        }
    }

    private Damage missing(StoredObject object) {
        return new Damage(Kind.MISSING, object.key(), "is missing", contents.touchedBy(object.key()));
    }

    private Damage size(StoredObject object, long bytes) {
        return new Damage(
                Kind.SIZE,
                object.key(),
                "holds %d bytes, %d were stored".formatted(bytes, object.bytes()),
                contents.touchedBy(object.key()));
    }

    /**
     * Makes sure that all of them are there, before work begins that needs them.
     *
     * @param jobs how many are asked for at once, 1 or more
     * @param consequence what follows if one is not, such as {@code nothing was restored}
     * @throws LifeboatException OBJECT_MISSING or OBJECT_DAMAGED, naming the first of those that are not
     */
    public void require(Collection<StoredObject> objects, int jobs, String consequence) {
        Findings findings = new Findings();
        Workers.run(jobs, "presence", objects, () -> new Asking(findings));
        if (findings.count() == 0) {
            return;
        }
        Damage first = findings.kept().getFirst();
        throw new LifeboatException(
                first.kind() == Kind.MISSING ? ErrorCode.OBJECT_MISSING : ErrorCode.OBJECT_DAMAGED,
                "%s; %d of the %d objects that are needed are missing or damaged: %s"
                        .formatted(first.sentence(), findings.count(), objects.size(), consequence),
                "see all of them with: lifeboat verify; restore from another copy of this store, or use another"
                        + " backup");
    }

    private final class Asking implements Worker<StoredObject> {
        private final Findings findings;

        Asking(Findings findings) {
            this.findings = findings;
        }

        @Override
        public void work(StoredObject object) {
            of(object).ifPresent(findings::add);
        }

        @Override
        public void cancel() {
            // One question to the store is over soon.
        }

        @Override
        public void close() {
            // It holds nothing.
        }
    }
}
